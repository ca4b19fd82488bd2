/** Tests of cookies, against the published cases too. */
@NullMarked
package dev.weft.cookies;

import org.jspecify.annotations.NullMarked;
