package io.github.nnc.conformance;

import java.util.Map;

/**
 * One case of the official ONNX suite.
 *
 * @param group {@code node}, {@code pytorch-converted} or {@code pytorch-operator}
 * @param files the model, and inputs and outputs of the first data set, by name
 */
record SuiteCase(String group, String name, Map<String, byte[]> files) {}
