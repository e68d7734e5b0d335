package io.github.nnc.operators;

/**
 * What keeps a graph from being said in layers.
 *
 * @param operator its name in the graph; empty where it has none
 * @param type of the operator, {@code TopK}
 * @param reason names the attribute, the type or the input that stands in the way
 */
public record Obstacle(String operator, String type, String reason) {}
