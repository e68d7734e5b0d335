package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Operand;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The layers that rules have put to work so far, and what rules say often. What takes operands does its work on constants at
 * once; axes and dimensions count as in the graph, with the batch.
 */
final class Layers {

    /** Layers that lay the same numbers out otherwise. */
    private static final Set<String> RELAYING = Set.of("reshape", "flatten", "squeeze", "unsqueeze");

    private final Extent batch;
    private final boolean onlyOne;
    private final boolean single;
    private final List<LayerCall> calls = new ArrayList<>();
    private final Map<Value, LayerCall> makers = new HashMap<>();
    private final Map<Operand.Constant, Flowing> learned = new IdentityHashMap<>();
    private final Map<Operand.Constant, Map<List<Long>, Operand.Constant>> shaped = new IdentityHashMap<>();
    private final Set<Value> truths = new HashSet<>();
    private String origin = "";
    private String valueName = "";

    /**
     * No layers yet.
     *
     * @param batch how many examples there are; empty where no dimension is the batch
     * @param single whether there is one alone, so that the batch is an ordinary dimension of 1
     */
    Layers(Optional<Extent> batch, boolean single) {
        this.batch = batch.orElse(Extent.of(1));
        this.onlyOne = batch.filter(Extent.of(1)::equals).isPresent();
        this.single = single;
    }

    /** Says which operator comes next: its name, and that of its first output. */
    void begin(String operator, String output) {
        origin = operator;
        valueName = output;
    }

    /** Notes that a value is 0 or 1 everywhere. */
    Flowing truth(Flowing x) {
        truths.add(x.value());
        return x;
    }

    /** Whether a value is 0 or 1 everywhere, as far as is known. */
    boolean isTruth(Operand operand) {
        return operand instanceof Flowing x && truths.contains(x.value());
    }

    String origin() {
        return origin;
    }

    String nextName() {
        return valueName;
    }

    List<LayerCall> calls() {
        return List.copyOf(calls);
    }

    void add(LayerCall call) {
        calls.add(call);
        call.outputs().forEach(output -> makers.put(output, call));
    }

    /** A layer about to be put to work. */
    LayerBuilder layer(String name) {
        return new LayerBuilder(this, name);
    }

    /** A layer without arguments on one value; the batch stays where it is. */
    Flowing map(String name, Flowing x) {
        return layer(name).input(x).batch(x.batch()).one();
    }

    /** Whether a dimension of 1 is the batch, so that it may be taken away and come back. */
    boolean hasOneExample() {
        return onlyOne;
    }

    /** How many examples there are. */
    Extent batch() {
        return batch;
    }

    /** The dimensions of a value, the batch among them. */
    List<Extent> extents(Operand operand) {
        if (operand instanceof Flowing flowing) {
            return flowing.extents(batch);
        }
        if (operand instanceof Operand.Constant constant) {
            return constant.extents().stream().map(Extent::of).toList();
        }
        if (operand instanceof Operand.Cut cut) {
            return cut.extents();
        }
        Operand.Sizes sizes = (Operand.Sizes) operand;
        return sizes.scalar() ? List.of() : List.of(Extent.of(sizes.values().size()));
    }

    int rank(Operand operand) {
        return extents(operand).size();
    }

    /** The dimensions of a value, all of which must be known; {@code what} it is stands in the message. */
    List<Long> fixed(Operand operand, String what) {
        List<Extent> extents = extents(operand);
        if (!extents.stream().allMatch(Extent::isFixed)) {
            throw new Unsupported(what + " has lengths that vary: " + extents);
        }
        return extents.stream().map(Extent::max).toList();
    }

    /** An axis of a value counted from 0. */
    int axis(Operand operand, long axis) {
        return axis(rank(operand), axis);
    }

    /** An axis of so many counted from 0. */
    static int axis(int rank, long axis) {
        long counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= rank) {
            throw new Unsupported("axis " + axis + " does not exist among " + rank + " dimensions");
        }
        return (int) counted;
    }

    /** An axis of a value without the batch; the batch itself is none. */
    int inner(Flowing x, long axis) {
        int counted = axis(x, axis);
        if (counted == x.batch()) {
            throw new MixesBatch(origin);
        }
        return x.isBatched() && counted > x.batch() ? counted - 1 : counted;
    }

    /** A value of the network: a constant is learned, once. */
    Flowing flowing(Operand operand) {
        if (operand instanceof Flowing flowing) {
            return flowing;
        }
        if (operand instanceof Operand.Sizes) {
            throw new Unsupported("lengths that vary are used as numbers");
        }
        if (operand instanceof Operand.Cut cut) {
            return Cutting.flowing(this, cut);
        }
        Operand.Constant constant = (Operand.Constant) operand;
        return learned.computeIfAbsent(constant, this::learned);
    }

    private Flowing learned(Operand.Constant constant) {
        if (constant.tensor().size() == 0) {
            throw new Unsupported("the tensor `" + constant.name() + "` has no numbers: a value has at least one");
        }
        Operand.Constant floats = constant.tensor().type().isFloating()
                ? constant
                : new Operand.Constant(constant.name(), TensorMath.floats(constant.tensor()));
        needsFinite(floats);
        boolean scalar = constant.extents().isEmpty();
        List<Long> written = scalar ? List.of(1L) : constant.extents();
        Flowing value = layer("parameter")
                .dimensions(
                        "shape",
                        written.stream().map(Extent::of).map(Optional::of).toList())
                .tensor("", floats)
                .one();
        return scalar ? layer("squeeze").input(value).batch(-1).one() : value;
    }

    /** Weight files hold finite numbers only. */
    void needsFinite(Operand.Constant constant) {
        for (float value : constant.tensor().reals()) {
            if (!Float.isFinite(value)) {
                throw new Unsupported("the tensor `" + constant.name() + "` has a number that is not finite");
            }
        }
    }

    /** The same numbers under other dimensions, of which none is the batch. */
    Operand shaped(Operand operand, List<Long> extents) {
        if (operand instanceof Operand.Constant constant) {
            if (constant.extents().equals(extents)) {
                return constant;
            }
            return shaped.computeIfAbsent(constant, c -> new HashMap<>())
                    .computeIfAbsent(
                            extents,
                            dimensions -> new Operand.Constant(
                                    constant.name(), TensorMath.reshape(constant.tensor(), dimensions)));
        }
        Flowing x = flowing(operand);
        if (x.isBatched()) {
            throw new MixesBatch(origin);
        }
        return inside(x, extents.stream().map(Extent::of).map(Optional::of).toList());
    }

    /** The same numbers of each example under other dimensions; at most one is empty and follows from the others. */
    Flowing inside(Flowing x, List<Optional<Extent>> extents) {
        List<Extent> known = extents.stream().flatMap(Optional::stream).toList();
        boolean complete = known.size() == extents.size();
        Flowing original = original(x);
        for (Flowing same : List.of(x, original)) {
            if (complete && known.equals(same.shape().extents())) {
                return same;
            }
        }
        if (extents.isEmpty()) {
            return layer("squeeze").input(original).batch(x.batch()).one();
        }
        if (extents.size() == 1
                && original.shape().isFixed()
                && original.shape().rank() > 0) {
            return map("flatten", original);
        }
        return layer("reshape")
                .dimensions("shape", extents)
                .input(original)
                .batch(x.batch())
                .one();
    }

    /** The value of which another has the same numbers under other dimensions, so that one step leads to the next. */
    private Flowing original(Flowing x) {
        Value value = x.value();
        while (makers.containsKey(value)
                && RELAYING.contains(makers.get(value).type().name())) {
            value = makers.get(value).input();
        }
        return new Flowing(value, x.batch());
    }

    /** As {@link #inside} where the value has been laid out before, so that only the last layout counts. */
    private Optional<Flowing> relaid(Flowing x, List<Extent> extents) {
        boolean fixed = x.shape().isFixed();
        Flowing original = original(x);
        boolean back = original.shape().extents().equals(extents);
        return back || fixed && !original.value().equals(x.value())
                ? Optional.of(inside(x, extents.stream().map(Optional::of).toList()))
                : Optional.empty();
    }

    /** The dimensions in another order. */
    Operand permute(Operand operand, List<Integer> order) {
        if (operand instanceof Operand.Constant constant) {
            return new Operand.Constant(constant.name(), TensorMath.permute(constant.tensor(), order));
        }
        Flowing x = flowing(operand);
        int place = order.indexOf(x.batch());
        List<Long> inner = new ArrayList<>();
        for (int axis : order) {
            if (axis != x.batch()) {
                inner.add((long) inner(x, axis));
            }
        }
        return permuted(x, inner).at(place);
    }

    private Flowing permuted(Flowing x, List<Long> inner) {
        int rank = inner.size();
        List<Long> same = new ArrayList<>();
        for (long axis = 0; axis < rank; axis++) {
            same.add(axis);
        }
        if (inner.equals(same)) {
            return x;
        }
        if (rank == 2 || rank == 3) {
            List<Long> swapped = new ArrayList<>(same);
            swapped.set(rank - 1, (long) rank - 2);
            swapped.set(rank - 2, (long) rank - 1);
            if (inner.equals(swapped)) {
                return layer("transpose").input(x).one();
            }
        }
        return layer("permute").wholes("axes", inner).input(x).one();
    }

    /**
     * The places from {@code start} up to but not including {@code end} along an axis of fixed length, both from 0; -1 stands
     * before the first place where the step goes backwards.
     */
    Operand slice(Operand operand, int axis, long start, long end, long step) {
        if (operand instanceof Operand.Constant constant) {
            return new Operand.Constant(constant.name(), TensorMath.slice(constant.tensor(), axis, start, end, step));
        }
        Flowing x = flowing(operand);
        int inner = inner(x, axis);
        Extent length = x.shape().extent(inner);
        if (start == 0 && step == 1 && length.isFixed() && end >= length.max()) {
            return x;
        }
        LayerBuilder slice = layer("slice");
        if (start != (step > 0 ? 0 : length.max() - 1)) {
            slice.whole("start", start);
        }
        if (end != (step > 0 ? length.max() : -1)) {
            slice.whole("end", end);
        }
        return slice.whole("axis", inner)
                .whole("step", step)
                .input(x)
                .batch(x.batch())
                .one();
    }

    /** Values one behind the other along an axis. */
    Operand concat(List<? extends Operand> operands, int axis) {
        if (operands.size() == 1) {
            return operands.get(0);
        }
        if (operands.stream().allMatch(Operand.Constant.class::isInstance)) {
            List<Tensor> parts = operands.stream()
                    .map(operand -> ((Operand.Constant) operand).tensor())
                    .toList();
            return new Operand.Constant(((Operand.Constant) operands.get(0)).name(), TensorMath.concat(parts, axis));
        }
        if (operands.stream().anyMatch(Operand.Sizes.class::isInstance)) {
            return SizeMath.concat(operands);
        }
        int place = operands.stream()
                .mapToInt(operand -> operand instanceof Flowing flowing ? flowing.batch() : -1)
                .max()
                .orElse(-1);
        List<Flowing> parts = operands.stream()
                .map(operand -> batched(flowing(operand), place))
                .toList();
        LayerBuilder concat = layer("concat");
        int along = inner(parts.get(0), axis);
        if (along != 0 || parts.get(0).shape().rank() == 2) {
            concat.whole("axis", along);
        }
        parts.forEach(concat::input);
        return concat.batch(place).one();
    }

    /**
     * A value with a dimension of 1 in front, for the only example there is. Ids are not laid out otherwise: the vectors
     * that they choose are.
     */
    Flowing withOne(Flowing x) {
        return x.value().type().isIds() ? x.at(0) : flowing(unsqueeze(x.at(-1), 0));
    }

    /** What ids chose: where there is one example alone, its dimension of 1 stands in front again. */
    Flowing ofOne(Flowing vectors) {
        return single && vectors.isBatched() ? withOne(vectors) : vectors;
    }

    /** A value with the batch at a place; a single example may have it there as a dimension. */
    private Flowing batched(Flowing x, int place) {
        if (x.batch() == place) {
            return x;
        }
        boolean alone = batch.equals(Extent.of(1)) && extents(x).get(place).equals(batch);
        if (x.isBatched() || !alone) {
            throw new MixesBatch(origin);
        }
        return flowing(squeeze(x, place)).at(place);
    }

    /** A dimension of 1 at an axis of the result. */
    Operand unsqueeze(Operand operand, int axis) {
        if (operand instanceof Operand.Constant constant) {
            List<Long> extents = new ArrayList<>(constant.extents());
            extents.add(axis, 1L);
            return shaped(constant, extents);
        }
        if (operand instanceof Operand.Sizes sizes) {
            return SizeMath.scalar(sizes, false);
        }
        if (operand instanceof Operand.Cut cut) {
            return Cutting.unsqueeze(cut, axis);
        }
        Flowing x = flowing(operand);
        int place = x.isBatched() && axis <= x.batch() ? x.batch() + 1 : x.batch();
        int inner = x.isBatched() && axis > x.batch() ? axis - 1 : axis;
        List<Extent> extents = new ArrayList<>(x.shape().extents());
        extents.add(inner, Extent.of(1));
        return relaid(x, extents)
                .map(same -> same.at(place))
                .orElseGet(() -> layer("unsqueeze")
                        .whole("axis", inner)
                        .input(x)
                        .batch(place)
                        .one());
    }

    /** The value without a dimension, which must be 1. */
    Operand squeeze(Operand operand, int axis) {
        if (operand instanceof Operand.Constant constant) {
            List<Long> extents = new ArrayList<>(constant.extents());
            if (extents.remove(axis) != 1) {
                throw new Unsupported("dimension " + axis + " of " + constant.extents() + " is not 1");
            }
            return shaped(constant, extents);
        }
        if (operand instanceof Operand.Sizes sizes) {
            return SizeMath.scalar(sizes, true);
        }
        if (operand instanceof Operand.Cut cut) {
            return Cutting.squeeze(cut, axis);
        }
        Flowing x = flowing(operand);
        int inner = inner(x, axis);
        int place = x.isBatched() && axis < x.batch() ? x.batch() - 1 : x.batch();
        List<Extent> extents = new ArrayList<>(x.shape().extents());
        boolean one = extents.remove(inner).equals(Extent.of(1));
        return Optional.of(x)
                .filter(value -> one)
                .flatMap(value -> relaid(value, extents))
                .map(same -> same.at(place))
                .orElseGet(() -> layer("squeeze")
                        .wholes("axis", List.of((long) inner))
                        .input(x)
                        .batch(place)
                        .one());
    }

    /** What a layer makes of each example, where it knows nothing of a dimension in front: {@code x} has one in front. */
    Flowing eachExample(Flowing x, UnaryOperator<Flowing> one) {
        if (x.batch() == 0) {
            return one.apply(x).at(0);
        }
        if (x.isBatched()) {
            throw new MixesBatch(origin);
        }
        List<Flowing> results = new ArrayList<>();
        Extent count = x.shape().extent(0);
        if (!count.isFixed()) {
            throw new Unsupported("the leading dimension varies and is no batch");
        }
        for (long i = 0; i < count.max(); i++) {
            Flowing example = flowing(squeeze(slice(x, 0, i, i + 1, 1), 0));
            results.add(flowing(unsqueeze(one.apply(example), 0)));
        }
        return flowing(concat(results, 0));
    }

    /** Arithmetic between two operands, element by element, the smaller stretched over the larger as NumPy does. */
    Operand join(String layer, Operand left, Operand right) {
        return new Joining(this, layer).of(left, right);
    }

    /** One number as an operand. */
    static Operand number(double value) {
        return new Operand.Constant("", Tensor.ofReals(List.of(), (float) value));
    }

    /** A layer without arguments on each number. */
    Operand map(String layer, Operand operand) {
        return operand instanceof Operand.Constant constant
                ? new Operand.Constant(nextName(), TensorMath.map(layer, constant.tensor()))
                : map(layer, flowing(operand));
    }
}
