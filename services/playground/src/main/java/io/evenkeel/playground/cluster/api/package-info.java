/** The HTTP face of the cluster: paths, discovery, requests, tables, watches, logs. */
@NullMarked
package io.evenkeel.playground.cluster.api;

import org.jspecify.annotations.NullMarked;
