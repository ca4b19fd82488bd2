/** Tests of the demo web and its server. */
@NullMarked
package dev.weft.demo;

import org.jspecify.annotations.NullMarked;
