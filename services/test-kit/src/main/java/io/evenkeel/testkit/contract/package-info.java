/** Holds what tests say and hear over HTTP against the OpenAPI documents. */
@NullMarked
package io.evenkeel.testkit.contract;

import org.jspecify.annotations.NullMarked;
