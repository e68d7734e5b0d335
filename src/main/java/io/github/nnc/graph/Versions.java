package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.github.nnc.diagnostic.Code;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The versions that a file says it is of, and whether they are known. */
final class Versions {

    private static final long FIRST_IR = 3;
    private static final long LAST_IR = 13;
    private static final long LAST_OPERATORS = 25;

    private static final String CONVERT = "convert it in Python: `onnx.version_converter.convert_version(model, 17)`";

    private final Map<String, Long> byDomain = new LinkedHashMap<>();
    private final Problems problems;

    /** Reports versions that are not known. */
    Versions(long ir, List<OperatorSetIdProto> sets, Problems problems) {
        this.problems = problems;
        if (ir < FIRST_IR || ir > LAST_IR) {
            problems.report(
                    Code.ONNX_VERSION,
                    (ir == 0 ? "the file does not say its IR version" : "the file is of IR version " + ir) + ", but "
                            + FIRST_IR + " to " + LAST_IR + " are known",
                    ir < FIRST_IR
                            ? "export the model with a newer version of its tool"
                            : "set an older version in Python: `model.ir_version = " + LAST_IR + "`");
        }
        for (OperatorSetIdProto set : sets) {
            String domain = normal(problems.text(set.getDomainBytes(), "the name of a set of operators"));
            Long before = byDomain.put(domain, set.getVersion());
            if (before != null && before != set.getVersion()) {
                problems.broken("the set of operators " + shown(domain) + " is of version " + before
                        + " and of version " + set.getVersion());
            }
            if (set.getVersion() < 1 || domain.isEmpty() && set.getVersion() > LAST_OPERATORS) {
                problems.report(
                        Code.ONNX_VERSION,
                        "operators " + shown(domain) + " are of version " + set.getVersion() + ", but 1 to "
                                + LAST_OPERATORS + " are known",
                        CONVERT);
            }
        }
    }

    /** The name of a set of operators; the default one has two. */
    static String normal(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    private static String shown(String domain) {
        return Problems.quoted(domain.isEmpty() ? "ai.onnx" : domain);
    }

    /** Reports an operator of a set whose version the file does not say. */
    void check(String domain, String operator) {
        if (!byDomain.containsKey(domain)) {
            problems.broken(operator + " is of the set " + shown(domain) + ", whose version the file does not say");
        }
    }

    Map<String, Long> byDomain() {
        return Collections.unmodifiableMap(byDomain);
    }
}
