/**
 * Shapes of values: extents that are numbers or bounded symbols, shapes, element types.
 *
 * <p>Must not know layers, nor what a shape is used for.
 */
package io.github.nnc.tensor;
