package io.github.nnc.testing;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Statements at random, each fit for the type that arrives. */
final class RandomBodies {

    /** How many kinds of structures {@link #structured} makes. */
    static final int STRUCTURES = 14;

    private static final int FIRST_STRUCTURE = 6;
    private static final int DEEPEST = 3;
    private static final int MOST_VALUES = 600;

    private final Random random;
    private final Map<String, Integer> structures;
    private final int[] sizes;
    private final RandomTypes types;

    private int fresh;

    RandomBodies(Random random, Map<String, Integer> structures, int[] sizes, RandomTypes types) {
        this.random = random;
        this.structures = structures;
        this.sizes = sizes;
        this.types = types;
    }

    int size() {
        return sizes[random.nextInt(sizes.length)];
    }

    /** Uses a layer as a line says, with what is needed in front; returns the type of the value after it. */
    TensorType use(List<String> out, TensorType type, RandomLayers.Line line) {
        TensorType arriving = add(out, type, line.family().reach(type, types));
        return add(out, arriving, expand(line, arriving));
    }

    private TensorType add(List<String> out, TensorType type, String statements) {
        if (statements.isEmpty()) {
            return type;
        }
        out.add(statements);
        return types.after(type, statements);
    }

    private String expand(RandomLayers.Line line, TensorType arriving) {
        return line.template().expand(random, sizes, RandomTypes.spaced(arriving.shape()), fresh++);
    }

    /** Adds a statement or a few; returns the type of the value after them. */
    TensorType statement(List<String> out, TensorType given) {
        return statement(out, given, random.nextInt(FIRST_STRUCTURE + STRUCTURES));
    }

    /** Adds a structure of the language; returns the type of the value after it. */
    TensorType structured(List<String> out, TensorType given, int kind) {
        return statement(out, given, FIRST_STRUCTURE + kind);
    }

    private TensorType statement(List<String> out, TensorType given, int choice) {
        Family needed = choice == 7 || choice == 15 || choice == 17 ? flat() : Family.ANY;
        TensorType type = add(out, given, needed.reach(given, types));
        switch (choice) {
            case 0, 1, 2:
                return isFlat(type) ? dense(out, type) : anything(out, type);
            case 3, 4, 5:
                return anything(out, type);
            case 6:
                elementwise(out, type, 0);
                return type;
            case 7:
                return lengthening(out, type);
            default:
                structure(out, type, choice);
                return type;
        }
    }

    /** A family that dense layers take. */
    private Family flat() {
        return random.nextBoolean() ? Family.VECTOR : Family.TOKENS;
    }

    /** Whether a dense layer takes it. */
    private static boolean isFlat(TensorType type) {
        int rank = type.shape().rank();
        return (rank == 1 || rank == 2) && type.shape().last().isFixed();
    }

    private TensorType anything(List<String> out, TensorType type) {
        List<RandomLayers.Line> fitting = RandomLayers.ALL.stream()
                .filter(line -> line.family().accepts(type))
                .toList();
        return use(out, type, fitting.get(random.nextInt(fitting.size())));
    }

    private TensorType dense(List<String> out, TensorType type) {
        boolean labelled = random.nextInt(3) == 0;
        if (labelled) {
            structure("label");
        }
        String bias = random.nextInt(4) == 0 ? " bias=false" : "";
        return add(
                out,
                type,
                (labelled ? label() + ": " : "") + "dense " + size() + bias + " " + RandomActivations.word(random));
    }

    private String label() {
        return "v" + fresh++;
    }

    private void structure(String name) {
        structures.merge(name, 1, Integer::sum);
    }

    /** A body that ends in the type it begins with. */
    String body(TensorType type, int depth) {
        List<String> inner = new ArrayList<>();
        int length = 1 + random.nextInt(2);
        for (int i = 0; i < length; i++) {
            List<String> some = new ArrayList<>();
            Optional<String> back = back(anything(some, type), type);
            if (back.isPresent()) {
                inner.addAll(some);
                back.filter(statements -> !statements.isEmpty()).ifPresent(inner::add);
            } else if (random.nextBoolean() && depth < DEEPEST) {
                elementwise(inner, type, depth + 1);
            } else {
                inner.add(RandomActivations.statement(random));
            }
        }
        return String.join("; ", inner);
    }

    /** Statements from one type to another; empty where there is no short way. */
    private static Optional<String> back(TensorType from, TensorType to) {
        Shape shape = from.shape();
        Shape wanted = to.shape();
        if (from.isIds() || shape.rank() == 0) {
            return Optional.empty();
        }
        if (dimensions(shape).equals(dimensions(wanted))) {
            return Optional.of("");
        }
        boolean sameRows = shape.rank() == 2
                && wanted.rank() == 2
                && dimensions(shape).get(0).equals(dimensions(wanted).get(0));
        if (sameRows && shape.last().isFixed() && wanted.last().isFixed()) {
            return Optional.of("dense " + wanted.last());
        }
        boolean small = shape.isFixed()
                && wanted.isFixed()
                && shape.elements().longValueExact() < MOST_VALUES
                && wanted.elements().longValueExact() < MOST_VALUES;
        if (!small) {
            return Optional.empty();
        }
        String flat = shape.rank() == 1 ? "" : "flatten; ";
        return Optional.of(flat + "dense " + wanted.elements() + (wanted.rank() == 1 ? "" : "; reshape " + wanted));
    }

    private static List<String> dimensions(Shape shape) {
        return shape.extents().stream().map(Extent::toString).toList();
    }

    /** A join of branches; of those after the first one may stretch. */
    private void elementwise(List<String> out, TensorType type, int depth) {
        String[] joins = {"add", "sub", "mul", "div", "maximum", "minimum"};
        String join = joins[random.nextInt(joins.length)];
        structure("branches");
        String first = random.nextInt(3) == 0 ? "" : body(type, depth + 1) + " ";
        String second = body(type, depth + 1);
        if (isFlat(type) && random.nextBoolean()) {
            structure("stretch");
            second += "; dense 1";
        }
        // what is divided by stays away from 0, and what is multiplied does not grow without end
        String bounded = join.equals("div") ? "; hard_tanh min_val=0.5 max_val=2" : "; tanh";
        String third = random.nextInt(3) == 0 ? " | identity" + bounded : "";
        out.add(join + " < " + first + "| " + second + bounded + third + " >");
    }

    /** Repetitions whose counter is a size. */
    private TensorType lengthening(List<String> out, TensorType type) {
        int from = 1 + random.nextInt(3);
        int to = from + random.nextInt(3);
        if (random.nextBoolean()) {
            structure("repeat by range");
            String repeated = "dense (3 * k - 2) " + RandomActivations.word(random);
            return add(out, type, "repeat k=" + from + ".." + to + " < " + repeated + " >");
        }
        structure("repeat by list");
        String repeated = "dense w " + RandomActivations.word(random);
        return add(out, type, "repeat w=" + size() + "," + size() + " < " + repeated + " >");
    }

    /** A structure of the language around what leaves the type as it is. */
    private void structure(List<String> out, TensorType type, int choice) {
        String label = label();
        switch (choice) {
            case 8, 9:
                structure("residual");
                out.add("residual < " + body(type, 1) + " >");
                break;
            case 10, 11:
                structure("repeat by number");
                out.add((random.nextBoolean() ? label + ": " : "") + "repeat 2 < " + body(type, 1) + " >");
                break;
            case 12:
                structure("group");
                out.add((random.nextBoolean() ? label + ": " : "") + "< " + body(type, 1) + " >");
                break;
            case 13:
                structure("join with a label");
                out.add(label + ": tanh");
                out.add(body(type, 1));
                out.add(new String[] {"add", "sub", "mul"}[random.nextInt(3)] + " " + label);
                break;
            case 14:
                structure("from");
                out.add(label + ": identity");
                out.add("add < from " + label + "; tanh | " + body(type, 1) + " >");
                break;
            case 15:
                flatStructure(out, label, type);
                break;
            case 16:
                structure("reuse");
                out.add(label + ": < " + body(type, 1) + " >");
                out.add("tanh");
                out.add("reuse " + label);
                break;
            case 17:
                flatStructure(out, label, type);
                break;
            case 18:
                structure("path");
                out.add(label + ": < inner: tanh; " + body(type, 1) + " >");
                out.add("sub " + label + ".inner");
                break;
            default:
                repeatedTaps(out, label, type);
        }
    }

    private void repeatedTaps(List<String> out, String label, TensorType type) {
        if (random.nextBoolean()) {
            structure("shape");
            out.add("shape " + RandomTypes.dimensions(type.shape()));
        }
        structure("all repetitions");
        out.add(label + ": repeat 3 < " + body(type, 1) + "; tap: tanh >");
        out.add("add < from " + label + ".*.tap >");
    }

    /** What needs a dense layer. */
    private void flatStructure(List<String> out, String label, TensorType type) {
        switch (random.nextInt(5)) {
            case 0:
                structure("block");
                structure("default argument");
                out.add("mlp");
                break;
            case 1:
                structure("block");
                out.add(label + ": mlp " + size());
                break;
            case 2:
                structure("block");
                structure("default argument");
                out.add("mul < gate (in) | >");
                break;
            case 3:
                structure("shared weight");
                out.add(label + ": dense " + type.shape().last() + " tanh");
                out.add("dense " + type.shape().last() + " weight=" + label + ".weight");
                break;
            default:
                structure("transposed weight");
                out.add(label + ": dense " + size() + " tanh");
                out.add("dense " + type.shape().last() + " weight=" + label + ".weight transposed");
        }
    }
}
