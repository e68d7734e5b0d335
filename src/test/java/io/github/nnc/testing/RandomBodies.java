package io.github.nnc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Statements at random, each fit for the shape that arrives. */
final class RandomBodies {

    private static final int DEEPEST = 3;
    private static final int MOST_VALUES = 4000;

    private final Random random;
    private final Map<String, Integer> structures;
    private final int[] sizes;

    private int fresh;

    RandomBodies(Random random, Map<String, Integer> structures, int[] sizes) {
        this.random = random;
        this.structures = structures;
        this.sizes = sizes;
    }

    int size() {
        return sizes[random.nextInt(sizes.length)];
    }

    List<Integer> shape(int rank) {
        List<Integer> shape = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            boolean last = d == rank - 1;
            shape.add(last ? size() : 1 + random.nextInt(4));
        }
        return shape;
    }

    static String text(List<Integer> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /** Adds a statement or a few; returns the shape of the value after them. */
    List<Integer> statement(List<String> out, List<Integer> shape, int depth) {
        int choice = random.nextInt(depth < DEEPEST ? 20 : 6);
        switch (choice) {
            case 0, 1, 2:
                return dense(out, shape);
            case 3:
                return reshaped(out, shape);
            case 4:
                return concatenated(out, shape, depth);
            case 5, 6:
                preserving(out, shape, depth);
                return shape;
            case 7:
                return matmul(out, shape);
            case 8:
                return lengthening(out, shape);
            default:
                structure(out, shape, depth, choice);
                return shape;
        }
    }

    private List<Integer> dense(List<String> out, List<Integer> shape) {
        if (shape.size() > 2) {
            out.add("flatten");
            return List.of(product(shape));
        }
        int units = size();
        String label = oneInThree() ? label() + ": " : "";
        String bias = random.nextInt(4) == 0 ? " bias=false" : "";
        out.add(label + "dense " + units + bias + " " + RandomActivations.word(random));
        List<Integer> result = with(shape, shape.size() - 1, units);
        if (!label.isEmpty()) {
            structure("label");
        }
        return result;
    }

    private boolean oneInThree() {
        return random.nextInt(3) == 0;
    }

    private String label() {
        return "v" + fresh++;
    }

    private void structure(String name) {
        structures.merge(name, 1, Integer::sum);
    }

    private static int product(List<Integer> shape) {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    private static List<Integer> with(List<Integer> shape, int axis, int extent) {
        List<Integer> changed = new ArrayList<>(shape);
        changed.set(axis, extent);
        return changed;
    }

    private List<Integer> reshaped(List<String> out, List<Integer> shape) {
        int count = product(shape);
        int rows = 1;
        for (int candidate : new int[] {2, 3, 4, 5}) {
            rows = count % candidate == 0 && random.nextBoolean() ? candidate : rows;
        }
        switch (random.nextInt(4)) {
            case 0:
                out.add("flatten");
                return List.of(count);
            case 1:
                out.add("reshape " + rows + "x?");
                return List.of(rows, count / rows);
            case 2:
                out.add("reshape " + rows + "x" + count / rows);
                return List.of(rows, count / rows);
            default:
                out.add("reshape 1x" + rows + "x" + count / rows);
                return List.of(1, rows, count / rows);
        }
    }

    /** One statement that leaves the shape as it is. */
    private void preserving(List<String> out, List<Integer> shape, int depth) {
        switch (random.nextInt(8)) {
            case 0:
                out.add("dropout" + (random.nextBoolean() ? "" : " 0.25"));
                break;
            case 1:
                out.add("identity");
                break;
            case 2:
                out.add("shape " + text(shape));
                structure("shape");
                break;
            case 3:
                int axis = random.nextInt(shape.size());
                String written = shape.size() < 3 && random.nextBoolean() ? "" : " axis=" + axis;
                out.add((random.nextBoolean() ? "softmax" : "log_softmax") + written);
                break;
            case 4:
                elementwise(out, shape, depth);
                break;
            default:
                out.add(RandomActivations.statement(random));
        }
    }

    /** A body that ends in the shape it begins with. */
    private String body(List<Integer> shape, int depth) {
        List<String> inner = new ArrayList<>();
        int length = 1 + random.nextInt(2);
        for (int i = 0; i < length; i++) {
            if (shape.size() < 3 && random.nextInt(3) > 0) {
                inner.add("dense " + size() + " " + RandomActivations.word(random));
                inner.add("dense " + shape.get(shape.size() - 1));
            } else if (depth < DEEPEST) {
                preserving(inner, shape, depth + 1);
            } else {
                inner.add(RandomActivations.statement(random));
            }
        }
        return String.join("; ", inner);
    }

    /** A join of branches; of those after the first one may stretch. */
    private void elementwise(List<String> out, List<Integer> shape, int depth) {
        String[] joins = {"add", "sub", "mul", "div", "maximum", "minimum"};
        String join = joins[random.nextInt(joins.length)];
        structure("branches");
        String first = random.nextInt(3) == 0 ? "" : body(shape, depth + 1) + " ";
        String second = body(shape, depth + 1);
        if (shape.size() < 3 && random.nextInt(3) == 0) {
            structure("stretch");
            second += "; dense 1";
        }
        // what is divided by stays away from 0, and what is multiplied does not grow without end
        String bounded = join.equals("div") ? "; hard_tanh min_val=0.5 max_val=2" : "; tanh";
        String third = random.nextInt(3) == 0 ? " | identity" + bounded : "";
        out.add(join + " < " + first + "| " + second + bounded + third + " >");
    }

    private List<Integer> concatenated(List<String> out, List<Integer> shape, int depth) {
        if (product(shape) > MOST_VALUES / 2) {
            return dense(out, shape);
        }
        int axis = random.nextInt(shape.size());
        boolean silent = shape.size() != 2 && axis == 0 && random.nextBoolean();
        structure("branches");
        out.add("concat" + (silent ? "" : " axis=" + axis) + " < | " + body(shape, depth + 1) + " >");
        return with(shape, axis, 2 * shape.get(axis));
    }

    /** A matrix, or each of a stack, times itself seen the other way round. */
    private List<Integer> matmul(List<String> out, List<Integer> shape) {
        int rank = shape.size();
        if (rank < 2) {
            out.add("reshape 1x?");
            return List.of(1, shape.get(0));
        }
        int rows = shape.get(rank - 2);
        int columns = shape.get(rank - 1);
        String stack = rank == 3 ? shape.get(0) + "x" : "";
        out.add("matmul < tanh | reshape " + stack + columns + "x" + rows + "; tanh >");
        return with(shape, rank - 1, rows);
    }

    /** Repetitions whose counter is a size. */
    private List<Integer> lengthening(List<String> out, List<Integer> shape) {
        if (shape.size() > 2) {
            return dense(out, shape);
        }
        int from = 1 + random.nextInt(3);
        int to = from + random.nextInt(3);
        if (random.nextBoolean()) {
            structure("repeat by range");
            out.add("repeat k=" + from + ".." + to + " < dense (3 * k - 2) " + RandomActivations.word(random) + " >");
            return with(shape, shape.size() - 1, 3 * to - 2);
        }
        structure("repeat by list");
        int last = size();
        out.add("repeat w=" + size() + "," + last + " < dense w " + RandomActivations.word(random) + " >");
        return with(shape, shape.size() - 1, last);
    }

    /** A structure of the language around what leaves the shape as it is. */
    private void structure(List<String> out, List<Integer> shape, int depth, int choice) {
        int features = shape.get(shape.size() - 1);
        boolean flat = shape.size() < 3;
        String label = label();
        switch (choice) {
            case 9, 10:
                structure("residual");
                out.add("residual < " + body(shape, depth + 1) + " >");
                break;
            case 11:
                structure("repeat by number");
                out.add((random.nextBoolean() ? label + ": " : "") + "repeat 2 < " + body(shape, depth + 1) + " >");
                break;
            case 12:
                structure("group");
                out.add((random.nextBoolean() ? label + ": " : "") + "< " + body(shape, depth + 1) + " >");
                break;
            case 13:
                structure("join with a label");
                out.add(label + ": tanh");
                out.add(body(shape, depth + 1));
                out.add(new String[] {"add", "sub", "mul"}[random.nextInt(3)] + " " + label);
                break;
            case 14:
                structure("from");
                out.add(label + ": identity");
                out.add("add < from " + label + "; tanh | " + body(shape, depth + 1) + " >");
                break;
            case 15:
                call(out, label, flat);
                break;
            case 16:
                structure("reuse");
                out.add(label + ": < " + body(shape, depth + 1) + " >");
                out.add("tanh");
                out.add("reuse " + label);
                break;
            case 17:
                shared(out, label, features, flat);
                break;
            case 18:
                structure("path");
                out.add(label + ": < inner: tanh; " + body(shape, depth + 1) + " >");
                out.add("sub " + label + ".inner");
                break;
            default:
                structure("all repetitions");
                out.add(label + ": repeat 3 < " + body(shape, depth + 1) + "; tap: tanh >");
                out.add("add < from " + label + ".*.tap >");
        }
    }

    private void call(List<String> out, String label, boolean flat) {
        if (!flat) {
            out.add("silu");
            return;
        }
        structure("block");
        switch (random.nextInt(3)) {
            case 0:
                structure("default argument");
                out.add("mlp");
                break;
            case 1:
                out.add(label + ": mlp " + size());
                break;
            default:
                structure("default argument");
                out.add("mul < gate (in) | >");
        }
    }

    private void shared(List<String> out, String label, int features, boolean flat) {
        if (!flat) {
            out.add("mish");
        } else if (random.nextBoolean()) {
            structure("shared weight");
            out.add(label + ": dense " + features + " tanh");
            out.add("dense " + features + " weight=" + label + ".weight");
        } else {
            structure("transposed weight");
            out.add(label + ": dense " + size() + " tanh");
            out.add("dense " + features + " weight=" + label + ".weight transposed");
        }
    }
}
