package io.github.nnc.operators;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Operators that make constants, tell shapes, and change types. */
final class ConstantRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "Constant", OperatorRule.of(ConstantRules::constant),
            "ConstantOfShape", OperatorRule.of(ConstantRules::constantOfShape),
            "Shape", OperatorRule.of(ConstantRules::shape),
            "Size", OperatorRule.of(ConstantRules::size),
            "Range", OperatorRule.of(ConstantRules::range),
            "Trilu", OperatorRule.of(ConstantRules::trilu),
            "Cast", OperatorRule.of(ConstantRules::cast),
            "CastLike", OperatorRule.of(ConstantRules::castLike));

    private ConstantRules() {}

    private static Operand constant(OperatorCall call) {
        Optional<Tensor> number = call.whole("value_int")
                .map(value -> Tensor.ofWholes(ElementType.INT64, List.of(), value))
                .or(() -> call.real("value_float").map(value -> Tensor.ofReals(List.of(), value.floatValue())))
                .or(() -> call.wholes("value_ints").map(ConstantRules::wholes))
                .or(() -> call.reals("value_floats").map(ConstantRules::reals));
        return new Operand.Constant(
                call.outputName(0),
                call.tensor("value")
                        .or(() -> number)
                        .orElseThrow(() -> new Unsupported("its value is no dense tensor of numbers")));
    }

    private static Tensor wholes(List<Long> values) {
        return Tensor.ofWholes(
                ElementType.INT64,
                List.of((long) values.size()),
                values.stream().mapToLong(Long::longValue).toArray());
    }

    private static Tensor reals(List<Float> values) {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i);
        }
        return Tensor.ofReals(List.of((long) values.size()), numbers);
    }

    private static Operand constantOfShape(OperatorCall call) {
        List<Extent> extents = stretching(call.layers(), call.input(0));
        Tensor value = call.tensor("value").orElse(Tensor.ofReals(List.of(1L), 0));
        if (value.size() != 1) {
            throw new Unsupported("attribute `value` has " + value.size() + " numbers instead of one");
        }
        return Cutting.filled(call.outputName(0), value, extents);
    }

    /** Dimensions of something that is the same for all examples: where the batch stands among them there is a 1. */
    private static List<Extent> stretching(Layers layers, Operand shape) {
        if (shape instanceof Operand.Sizes sizes) {
            return SizeMath.laidOut(sizes).stream()
                    .map(size ->
                            size.orElseThrow(() -> new Unsupported("the shape is worked out of lengths that vary")))
                    .map(size -> size.equals(layers.batch()) ? Extent.of(1) : size)
                    .toList();
        }
        if (shape instanceof Operand.Constant constant) {
            List<Long> wholes = Tensors.wholes(constant.tensor());
            if (wholes.stream().anyMatch(whole -> whole < 0)) {
                throw new Unsupported("the shape " + wholes + " has a negative length");
            }
            return wholes.stream().map(Extent::of).toList();
        }
        throw new Unsupported("the shape is computed by the network, but must be known when it is imported");
    }

    private static Operand shape(OperatorCall call) {
        List<Extent> extents = call.layers().extents(call.input(0));
        int rank = extents.size();
        int start = bounded(call.whole("start", 0), rank);
        int end = bounded(call.whole("end", rank), rank);
        return SizeMath.of(call.outputName(0), start < end ? extents.subList(start, end) : List.of());
    }

    private static int bounded(long place, int rank) {
        return (int) Math.max(0, Math.min(rank, place < 0 ? place + rank : place));
    }

    private static Operand size(OperatorCall call) {
        List<Long> extents = call.layers().fixed(call.input(0), "what is counted");
        return new Operand.Constant(
                call.outputName(0), Tensor.ofWholes(ElementType.INT64, List.of(), Tensors.product(extents)));
    }

    /** From the first number, in steps of the third, up to but not including the second. */
    private static Operand trilu(OperatorCall call) {
        boolean upper = call.flag("upper", true);
        long shift = call.has(1) ? Tensors.wholes(call.known(1, "`k`")).get(0) : 0;
        return Cutting.each(call.outputName(0), call.input(0), "the matrix", tensor -> triangle(tensor, upper, shift));
    }

    private static Tensor triangle(Tensor tensor, boolean upper, long shift) {
        int rank = tensor.extents().size();
        long columns = tensor.extents().get(rank - 1);
        long rows = tensor.extents().get(rank - 2);
        long[] kept = new long[tensor.size()];
        for (int i = 0; i < kept.length; i++) {
            long above = i % columns - i / columns % rows;
            kept[i] = (upper ? above >= shift : above <= shift) ? 1 : 0;
        }
        Tensor zero = TensorMath.cast(Tensor.ofReals(List.of(), 0), tensor.type());
        return TensorMath.choose(Tensor.ofWholes(ElementType.BOOL, tensor.extents(), kept), tensor, zero);
    }

    private static Operand range(OperatorCall call) {
        Tensor start = call.known(0, "the start");
        if (call.input(1) instanceof Operand.Sizes limit) {
            return counting(call, limit);
        }
        Tensor limit = call.known(1, "the limit");
        Tensor step = call.known(2, "the step");
        double from = Tensors.number(start);
        double by = Tensors.number(step);
        double count = Math.max(0, Math.ceil((Tensors.number(limit) - from) / by));
        if (!Double.isFinite(count)) {
            throw new Unsupported("a step of 0");
        }
        TensorMath.checkStretched(List.of((long) count));
        double[] values = new double[(int) count];
        Arrays.setAll(values, i -> from + i * by);
        if (start.type().isFloating()) {
            float[] reals = new float[values.length];
            for (int i = 0; i < reals.length; i++) {
                reals[i] = (float) values[i];
            }
            return new Operand.Constant(call.outputName(0), Tensor.ofReals(List.of((long) reals.length), reals));
        }
        return new Operand.Constant(
                call.outputName(0),
                wholes(Arrays.stream(values).mapToObj(value -> (long) value).toList()));
    }

    /** As many numbers from 0 on as each call decides. */
    private static Operand counting(OperatorCall call, Operand.Sizes limit) {
        Tensor start = call.known(0, "the start");
        double step = Tensors.number(call.known(2, "the step"));
        Extent length = SizeMath.laidOut(limit)
                .get(0)
                .orElseThrow(() -> new Unsupported("the limit is worked out of lengths that vary"));
        if (Tensors.number(start) != 0 || step != 1) {
            throw new Unsupported("the limit is a length that varies, " + length + ", but it does not count from 0 on");
        }
        TensorMath.checkStretched(List.of(length.max()));
        List<Long> numbers = LongStream.range(0, length.max()).boxed().toList();
        return Cutting.of(new Operand.Constant(call.outputName(0), wholes(numbers)), List.of(length));
    }

    /** Values of the network are floats whatever their type; whole ones stay exact up to 2^24. */
    private static Operand cast(OperatorCall call) {
        call.ignore("saturate", "round_mode");
        ElementType type = ElementType.of((int) call.whole("to", 0))
                .orElseThrow(() -> new Unsupported("attribute `to` names no type"));
        return cast(call, type);
    }

    private static Operand castLike(OperatorCall call) {
        call.ignore("saturate", "round_mode");
        ElementType type =
                call.input(1) instanceof Operand.Constant like ? like.tensor().type() : ElementType.FLOAT;
        return cast(call, type);
    }

    private static Operand cast(OperatorCall call, ElementType type) {
        Operand x = call.input(0);
        if (x instanceof Operand.Constant || x instanceof Operand.Cut) {
            return Cutting.each(call.outputName(0), x, "the number", tensor -> TensorMath.cast(tensor, type));
        }
        Layers layers = call.layers();
        if (x instanceof Flowing flowing && type == ElementType.BOOL && !layers.isTruth(x)) {
            return layers.truth(layers.flowing(layers.join("not_equal", flowing, Layers.number(0))));
        }
        if (x instanceof Flowing flowing
                && !type.isFloating()
                && !layers.isTruth(x)
                && !flowing.value().type().isIds()) {
            throw new Unsupported("a value of the network becomes " + type + ", but it is not known to be whole");
        }
        return x;
    }
}
