/** JVMs of their own for each measurement, and what is measured in them. */
package io.github.nnc.bench.forks;
