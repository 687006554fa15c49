/**
 * The load generator: reads Locust's own options and files, makes real HTTP requests, reports as
 * Locust does.
 */
@NullMarked
package io.evenkeel.playground.load;

import org.jspecify.annotations.NullMarked;
