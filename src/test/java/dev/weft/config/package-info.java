/** Tests of how options are read. */
@NullMarked
package dev.weft.config;

import org.jspecify.annotations.NullMarked;
