/**
 * The checked model: immutable and always valid. Names are bound, shapes known, tensors listed.
 *
 * <p>Must not know how it was written beyond the places it came from, nor how it is computed.
 */
package io.github.nnc.model;
