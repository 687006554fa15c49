/**
 * The guided tour: six chapters that a user could type, run against a server over its public API
 * and observed in the cluster. {@link io.evenkeel.playground.tour.Tour} is the way in; each chapter
 * is one class.
 *
 * <p>Blocking code on a plain thread, with {@code java.net.http} only: the tour is a client and
 * knows nothing of the server's inside.
 */
@NullMarked
package io.evenkeel.playground.tour;

import org.jspecify.annotations.NullMarked;
