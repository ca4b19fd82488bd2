/** Tests of scope. */
@NullMarked
package dev.weft.scope;

import org.jspecify.annotations.NullMarked;
