/**
 * Many processes, one event bus. {@link io.evenkeel.kit.cluster.Cluster} is the file to read first.
 */
@NullMarked
package io.evenkeel.kit.cluster;

import org.jspecify.annotations.NullMarked;
