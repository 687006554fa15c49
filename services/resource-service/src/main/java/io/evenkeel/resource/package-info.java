/** Files of projects, stages and services, kept in Git repositories. */
@NullMarked
package io.evenkeel.resource;

import org.jspecify.annotations.NullMarked;
