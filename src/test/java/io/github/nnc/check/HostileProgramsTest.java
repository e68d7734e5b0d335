package io.github.nnc.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CheckResult;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever parses is checked without an exception, however little sense it makes. */
class HostileProgramsTest {

    private static final List<String> WORDS = List.of(
            "dense",
            "relu",
            "softmax",
            "add",
            "concat",
            "repeat",
            "residual",
            "from",
            "reuse",
            "input",
            "output",
            "labels",
            "weights",
            "shape",
            "reshape",
            "dropout",
            "flatten",
            "a",
            "b",
            "part",
            "other",
            "in",
            "n",
            "w",
            "true",
            "linear",
            "gelu",
            "matmul",
            "transposed");

    private static final List<String> VALUES = List.of(
            "3",
            "4",
            "0",
            "-1",
            "0.5",
            "1e-5",
            "2x3",
            "3x?",
            "..9",
            "1..4",
            "\"x.txt\"",
            "a",
            "b",
            "a.b",
            "a.0",
            "a.*.b",
            "n",
            "w",
            "in",
            "relu",
            "(2 * w)",
            "(n x 4)",
            "(in / 2)",
            "(w - n)",
            "64,128",
            "a, b",
            "99999999999999999999",
            "(..w)",
            "w=4",
            "axis=0",
            "bias=false",
            "weight=a.weight",
            "tokens=5",
            "k=1..3",
            "approximate=tanh",
            "file=\"x.txt\"",
            "prefix=p");

    private static final List<String> SENSIBLE = List.of(
            "dense 4 relu",
            "relu",
            "residual < dense 4 >",
            "repeat 2 < dense 4 >",
            "add < relu | dense 4 >",
            "part 4 4");

    private final Random random = new Random(20261122);

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String statement(int depth) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) == 0) {
            text.append(any(List.of("a", "b", "c", "dense1"))).append(": ");
        }
        boolean group = depth > 0 && random.nextInt(8) == 0;
        if (!group) {
            text.append(any(WORDS));
            for (int count = random.nextInt(3); count > 0; count--) {
                text.append(' ').append(random.nextBoolean() ? any(VALUES) : any(WORDS));
            }
        }
        if (group || depth > 0 && random.nextInt(3) == 0) {
            text.append(" < ").append(body(depth - 1)).append(random.nextBoolean() ? " | " + body(depth - 1) : "");
            text.append(" >");
        }
        return text.toString();
    }

    private String body(int depth) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(5); count > 0; count--) {
            text.append(statement(depth)).append("; ");
        }
        return text.toString();
    }

    private String program() {
        return "const n = " + any(List.of("..9", "4", "relu", "2x3", "w")) + ";\n"
                + "block part(w, k = " + any(VALUES).replaceAll("\\w+=", "") + ") < " + body(2) + ">\n"
                + "block other < " + body(1) + ">\n"
                + "model m < input " + any(List.of("4", "2x3", "(n x 4)", "tokens=9")) + "; " + body(3) + ">\n";
    }

    /** Sensible statements, and perhaps one that is not. */
    private String mildProgram() {
        StringBuilder text = new StringBuilder("block part(w, k) < dense w; dense k >\nmodel m < input 4; ");
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            text.append(random.nextInt(6) == 0 ? statement(2) : any(SENSIBLE)).append("; ");
        }
        return text.append(">").toString();
    }

    @Test
    void endsInDiagnosticsOrInAModel() {
        Set<String> codes = new TreeSet<>();
        int models = 0;
        for (int run = 0; run < 2000; run++) {
            String text = run % 2 == 0 ? program() : mildProgram();
            try {
                CheckResult result = Checked.of(text);
                assertThat(result.models().isEmpty()).as(text).isEqualTo(result.hasErrors());
                models += result.models().size();
                result.diagnostics().forEach(d -> codes.add(d.code().id()));
            } catch (RuntimeException e) {
                throw new AssertionError(text, e);
            }
        }
        assertThat(models).isGreaterThan(10);
        assertThat(codes).hasSizeGreaterThan(40);
    }
}
