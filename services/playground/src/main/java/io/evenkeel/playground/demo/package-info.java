/** The demo service: a real HTTP server whose latency depends on its version and on its load. */
@NullMarked
package io.evenkeel.playground.demo;

import org.jspecify.annotations.NullMarked;
