/**
 * The OpenAPI documents as values: operations, paths, parameters and what is wrong with a request.
 * Pure.
 */
@NullMarked
package io.evenkeel.gateway.contract;

import org.jspecify.annotations.NullMarked;
