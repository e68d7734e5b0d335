/** What was measured, as tables. */
package io.github.nnc.bench.tables;
