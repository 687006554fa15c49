/** The registry of images that run inside this JVM, and what every such image stands on. */
@NullMarked
package io.evenkeel.playground.images;

import org.jspecify.annotations.NullMarked;
