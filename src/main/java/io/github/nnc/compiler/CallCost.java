package io.github.nnc.compiler;

import java.math.BigInteger;

/**
 * What one call of a model costs, exact at any size, lengths at their largest.
 *
 * @param multiplyAdds how often a call adds a product to a sum
 * @param workspaceBytes what one thread needs beside inputs and outputs
 * @param stateBytes what a call leaves to the next one
 */
public record CallCost(BigInteger multiplyAdds, BigInteger workspaceBytes, BigInteger stateBytes) {}
