package io.github.nnc.bench.models;

import java.util.List;

/**
 * Sources of a class that calls a generated one as a user's would, because nothing that was compiled before the generated
 * class can: it goes from an array to an array, and tells as a {@code Callable}, once warm, which target runs.
 */
final class Callers {

    private Callers() {}

    /** One for a network without a state, which is called for one sample, or for all at once. */
    static String samples(String type, boolean switches) {
        return text(
                type,
                List.of(),
                switches,
                List.of(
                        "        float[] x = (float[]) input;",
                        "        if (count == 1) {",
                        "            net.forward(x, 0, y, 0, workspace);",
                        "        } else {",
                        "            net.forward(x, y, count, workspace);",
                        "        }"));
    }

    /** One for a network that carries, which is called for one token after another. */
    static String tokens(String type, int outputSize, boolean switches) {
        return text(
                type,
                List.of("    private final " + type + ".State state = net.newState();"),
                switches,
                List.of(
                        "        int[] x = (int[]) input;",
                        "        state.reset();",
                        "        for (int i = 0; i < count; i++) {",
                        "            net.forward(x, i, 1, y, i * " + outputSize + ", state, workspace);",
                        "        }"));
    }

    private static String text(String type, List<String> fields, boolean switches, List<String> body) {
        return String.join(
                "\n",
                "public final class " + Generated.CALLER
                        + " implements java.util.function.BiConsumer<Object, float[]>,",
                "        java.util.concurrent.Callable<String> {",
                "    private final " + type + " net = " + type + ".load();",
                "    private final " + type + ".Workspace workspace = net.newWorkspace();",
                String.join("\n", fields),
                "    private final int count;",
                "    public " + Generated.CALLER + "(int count) { this.count = count; }",
                "    @Override public String call() { "
                        + (switches ? "net.warmUp(); return " + type + ".target();" : "return \"plain\";") + " }",
                "    @Override public void accept(Object input, float[] y) {",
                String.join("\n", body),
                "    }",
                "}");
    }
}
