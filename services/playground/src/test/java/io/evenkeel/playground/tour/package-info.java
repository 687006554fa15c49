/** The tour against a scripted server on loopback; its pure parts by table. */
@NullMarked
package io.evenkeel.playground.tour;

import org.jspecify.annotations.NullMarked;
