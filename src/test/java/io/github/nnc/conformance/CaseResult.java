package io.github.nnc.conformance;

import java.util.List;

/**
 * What came of a case.
 *
 * @param passed whether all outputs are within the tolerance of the suite
 * @param close whether they are within a relative 1e-6 and an absolute 1e-6
 * @param ulps the largest distance of two results in floats between them
 * @param fixed the inputs that were given as constants
 * @param reason why it did not pass; empty where it did
 */
record CaseResult(
        String group, String name, boolean passed, boolean close, long ulps, List<String> fixed, String reason) {

    CaseResult {
        fixed = List.copyOf(fixed);
    }
}
