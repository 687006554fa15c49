/**
 * Kubernetes objects: their kinds, how they are defaulted, checked, stored and journaled, and what
 * an API server answers when something is wrong with them. Everything here runs on one context.
 */
@NullMarked
package io.evenkeel.playground.cluster.store;

import org.jspecify.annotations.NullMarked;
