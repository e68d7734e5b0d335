/** What tests of several packages share: reference vectors, the independent evaluator, random networks. */
package io.github.nnc.testing;
