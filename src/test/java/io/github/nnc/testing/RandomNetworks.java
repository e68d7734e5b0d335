package io.github.nnc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

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
            "transposed weight");

    private static final int[] SMALL = {1, 2, 3, 4, 5, 6};
    private static final int[] LARGE = {16, 17, 24, 33, 48, 64};

    private final Random random;
    private final Map<String, Integer> structures = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();

    private RandomNetworks(long seed) {
        random = new Random(seed);
    }

    /** One network in four is large. */
    public static Network of(long seed) {
        return new RandomNetworks(seed).network("net" + seed, seed % 4 == 3 ? LARGE : SMALL);
    }

    private Network network(String name, int[] sizes) {
        RandomBodies bodies = new RandomBodies(random, structures, sizes);
        declarations();
        List<String> statements = new ArrayList<>();
        List<Integer> shape = random.nextInt(3) == 0 ? twoInputs(statements, bodies) : oneInput(statements, bodies);
        int length = 2 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            shape = bodies.statement(statements, shape, 0);
        }
        end(statements, bodies, shape);
        text.append(String.format(Locale.ROOT, "model %s <\n  %s;\n>\n", name, String.join(";\n  ", statements)));
        return new Network(name, text.toString(), structures);
    }

    private void declarations() {
        if (random.nextBoolean()) {
            text.append("const twice = 2;\n");
            text.append("block mlp(wide = (twice * in), back = in) < up: dense wide silu; down: dense back >\n");
        } else {
            text.append("/* no constants here */\n");
            text.append("block mlp(wide = (in + 3), back = in) < residual < dense wide tanh; dense back > >\n");
        }
        text.append("block gate(w, act = 0.5) < leaky_relu act; dense w bias=false sigmoid >\n");
    }

    private List<Integer> oneInput(List<String> statements, RandomBodies bodies) {
        List<Integer> shape = bodies.shape(1 + random.nextInt(3));
        statements.add("input " + RandomBodies.text(shape));
        return shape;
    }

    /** Two vectors of any length, joined. */
    private List<Integer> twoInputs(List<String> statements, RandomBodies bodies) {
        structures.merge("several inputs", 1, Integer::sum);
        List<Integer> left = bodies.shape(1);
        List<Integer> right = bodies.shape(1);
        statements.add("left: input " + RandomBodies.text(left));
        statements.add("right: input " + RandomBodies.text(right));
        int units = bodies.size();
        if (random.nextBoolean()) {
            statements.add("concat < from left; dense " + units + " | from right >");
            return List.of(units + right.get(0));
        }
        statements.add("from left");
        statements.add("dense " + units + " relu");
        statements.add("maximum < | from right; dense " + units + " >");
        return List.of(units);
    }

    private void end(List<String> statements, RandomBodies bodies, List<Integer> shape) {
        if (random.nextInt(3) == 0) {
            structures.merge("several outputs", 1, Integer::sum);
            statements.add("trunk: tanh");
            statements.add("first: identity");
            statements.add("from trunk");
            statements.add("second: sigmoid");
            statements.add("output first, second");
        } else if (shape.size() == 1 && shape.get(0) > 1) {
            structures.merge("labels", 1, Integer::sum);
            statements.add("dense 3 softmax");
            statements.add("labels red, green, blue");
        } else {
            bodies.statement(statements, shape, 0);
            statements.add("result: tanh");
        }
    }
}
