/**
 * The vocabulary: one file a layer (its name, arguments, shape rule, weights and lowering), and the catalogue of all.
 *
 * <p>Must not know syntax, models, other layers' insides, nor Java as a target.
 */
package io.github.nnc.layer;
