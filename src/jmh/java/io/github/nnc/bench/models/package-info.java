/** The networks that are timed, and the forms in which those who run them want them. */
package io.github.nnc.bench.models;
