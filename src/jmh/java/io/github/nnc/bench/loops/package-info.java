/** What a Java programmer writes who needs a network and has no tool for it: nested loops in a sensible order. */
package io.github.nnc.bench.loops;
