package io.github.nnc.testing;

import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Well-shaped networks at random, as text: the same seed gives the same network. */
public final class RandomNetworks {

    /**
     * A network as somebody might have written it.
     *
     * @param structures how often each structure of the language occurs in it
     */
    public record Network(String name, String text, Map<String, Integer> structures) {}

    /** All structures that may occur. */
    public static final List<String> STRUCTURES = List.of(
            "all repetitions",
            "block",
            "branches",
            "default argument",
            "from",
            "group",
            "join with a label",
            "label",
            "labels",
            "path",
            "repeat by list",
            "repeat by number",
            "repeat by range",
            "residual",
            "reuse",
            "several inputs",
            "several outputs",
            "shape",
            "shared weight",
            "stretch",
            "transposed weight",
            "two varying lengths",
            "varying length");

    private static final int[] SMALL = {1, 2, 3, 4, 5, 6};
    private static final int[] LARGE = {16, 17, 24, 33, 48, 64};

    /** So many lines of the vocabulary each network begins with; it takes others by chance. */
    private static final int AIMS = 5;

    private static final List<String> LENGTHS = List.of("const n = 1..6;\n", "const m = 2..5;\n");

    private final Random random;
    private final Map<String, Integer> structures = new TreeMap<>();
    private final String declarations;
    private final RandomBodies bodies;
    private final RandomTypes types;

    private RandomNetworks(long seed, int[] sizes) {
        random = new Random(seed);
        declarations = declarations();
        types = new RandomTypes(String.join("", LENGTHS) + declarations);
        bodies = new RandomBodies(random, structures, sizes, types);
    }

    /** Of eight networks two are large, and one so small that it is written out without loops. */
    public static Network of(long seed) {
        RandomNetworks made = new RandomNetworks(seed, seed % 4 == 3 ? LARGE : SMALL);
        String name = "net" + seed;
        return seed % 8 == 0 ? made.tiny(name) : made.network(name, aims(seed), (int) (seed % RandomBodies.STRUCTURES));
    }

    /** The vocabulary is gone through again and again, each time in another order. */
    private static List<RandomLayers.Line> aims(long seed) {
        List<RandomLayers.Line> aims = new ArrayList<>();
        int count = RandomLayers.ALL.size();
        for (int k = 0; k < AIMS; k++) {
            long at = seed * AIMS + k;
            List<RandomLayers.Line> shuffled = new ArrayList<>(RandomLayers.ALL);
            Collections.shuffle(shuffled, new Random(at / count));
            aims.add(shuffled.get((int) (at % count)));
        }
        return aims;
    }

    /** One half shows the value behind each aim as an output; the other half leaves them to be fused. */
    private Network network(String name, List<RandomLayers.Line> aims, int structure) {
        List<String> statements = new ArrayList<>();
        TensorType type = random.nextInt(4) == 0 ? twoInputs(statements) : oneInput(statements, aims.get(0));
        List<String> taps = new ArrayList<>();
        boolean tapped = random.nextBoolean();
        for (RandomLayers.Line aim : aims) {
            type = bodies.use(statements, type, aim);
            if (tapped && !type.isIds()) {
                taps.add("tap" + taps.size());
                statements.add(taps.get(taps.size() - 1) + ": identity");
            }
            if (random.nextInt(4) == 0) {
                type = bodies.statement(statements, type);
            }
        }
        type = bodies.structured(statements, type, structure);
        if (taps.isEmpty()) {
            end(statements, type);
        } else {
            structures.merge("several outputs", 1, Integer::sum);
            statements.add(type.isIds() ? "one_hot; result: identity" : "result: tanh");
            statements.add("output " + String.join(", ", taps) + ", result");
        }
        return written(name, statements);
    }

    private Network tiny(String name) {
        List<String> statements = new ArrayList<>();
        statements.add("input " + (1 + random.nextInt(4)));
        statements.add("dense " + (1 + random.nextInt(4)) + " " + RandomActivations.word(random));
        if (random.nextBoolean()) {
            statements.add("sub < | dense 1 >");
        }
        statements.add(RandomActivations.statement(random));
        return written(name, statements);
    }

    private Network written(String name, List<String> statements) {
        String body = String.join(";\n  ", statements);
        StringBuilder lengths = new StringBuilder();
        for (String length : LENGTHS) {
            String symbol = length.substring("const ".length(), length.indexOf(" ="));
            if (Pattern.compile("\\b" + symbol + "\\b").matcher(body).find()) {
                structures.merge("varying length", 1, Integer::sum);
                lengths.append(length);
            }
        }
        String text = lengths + declarations + "model " + name + " <\n  " + body + ";\n>\n";
        return new Network(name, text, structures);
    }

    private String declarations() {
        String mlp = random.nextBoolean()
                ? "const twice = 2;\n"
                        + "block mlp(wide = (twice * in), back = in) < up: dense wide silu; down: dense back >\n"
                : "/* no constants here */\n"
                        + "block mlp(wide = (in + 3), back = in) < residual < dense wide tanh; dense back > >\n";
        return mlp + "block gate(w, act = 0.5) < leaky_relu act; dense w bias=false sigmoid >\n";
    }

    private TensorType oneInput(List<String> statements, RandomLayers.Line first) {
        statements.add(first.family().input(random));
        return types.ofInput(statements.get(0));
    }

    /** Two sequences of which one looks at the other, each of a length of its own; or two vectors of any length, joined. */
    private TensorType twoInputs(List<String> statements) {
        structures.merge("several inputs", 1, Integer::sum);
        if (random.nextInt(4) == 0) {
            structures.merge("two varying lengths", 1, Integer::sum);
            statements.add("left: input n tokens=7");
            statements.add("right: input (m x 4)");
            statements.add("from left");
            statements.add("embedding 8");
            statements.add("attention 2 memory=right");
            return types.of(String.join("; ", statements));
        }
        statements.add("left: input " + bodies.size());
        statements.add("right: input " + bodies.size());
        int units = bodies.size();
        if (random.nextBoolean()) {
            statements.add("concat < from left; dense " + units + " | from right >");
        } else {
            statements.add("from left");
            statements.add("dense " + units + " relu");
            statements.add("maximum < | from right; dense " + units + " >");
        }
        return types.of(String.join("; ", statements));
    }

    private void end(List<String> statements, TensorType type) {
        boolean numbers = !type.isIds();
        if (numbers && random.nextInt(3) == 0) {
            structures.merge("several outputs", 1, Integer::sum);
            statements.add("trunk: tanh");
            statements.add("first: identity");
            statements.add("from trunk");
            statements.add("second: sigmoid");
            statements.add("output first, second");
        } else if (Family.VECTOR.accepts(type)) {
            structures.merge("labels", 1, Integer::sum);
            statements.add("dense 3 softmax");
            statements.add("labels red, green, blue");
        } else if (numbers) {
            statements.add("result: tanh");
        }
    }
}
