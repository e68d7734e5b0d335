/**
 * What people want to see of a model: tables, drawings, the way of one example, as pure functions from models to text.
 *
 * <p>Must not read or write files, nor compute a network: values come from running it.
 */
package io.github.nnc.report;
