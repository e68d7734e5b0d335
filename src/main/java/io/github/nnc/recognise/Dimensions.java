package io.github.nnc.recognise;

import io.github.nnc.graph.Tensor;
import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Axes of reductions and dimensions of tensors. */
final class Dimensions {

    private Dimensions() {}

    /** The axes along which a layer reduces; what it takes where none are said. */
    static List<Long> axes(LayerCall call) {
        ArgumentValue axes = call.arguments().get("axis");
        if (axes instanceof ArgumentValue.Wholes several) {
            return several.values();
        }
        return axes instanceof ArgumentValue.Whole one ? List.of(one.value()) : List.of(0L);
    }

    static boolean keeps(LayerCall call) {
        return new ArgumentValue.Flag(true).equals(call.arguments().get("keepdim"));
    }

    /** The dimensions of a tensor that tell places apart: without those of 1 in front. */
    static List<Long> trimmed(List<Long> extents) {
        int ones = 0;
        while (ones < extents.size() && extents.get(ones) == 1) {
            ones++;
        }
        return extents.subList(ones, extents.size());
    }

    static List<Long> sizes(List<Extent> extents) {
        return extents.stream().map(Extent::max).toList();
    }

    /** Whether a tensor has a number for each place of the last dimensions, and stretches over those before them. */
    static boolean isPerPlace(Operand.Constant tensor, List<Extent> last, int rank) {
        return last.stream().allMatch(Extent::isFixed)
                && tensor.extents().size() <= rank
                && trimmed(tensor.extents()).equals(trimmed(sizes(last)));
    }

    /** The first of so many last axes that are reduced together; -1 where they are others. */
    static int firstOfLast(LayerCall reduction, Shape shape) {
        List<Long> axes = axes(reduction);
        int first = shape.rank() - axes.size();
        List<Long> last =
                IntStream.range(first, shape.rank()).mapToObj(i -> (long) i).toList();
        return axes.stream().sorted().toList().equals(last) ? first : -1;
    }

    /** The same numbers in another shape of as many. */
    static Operand.Constant shaped(Operand.Constant constant, List<Long> extents) {
        return constant.extents().equals(extents)
                ? constant
                : new Operand.Constant(
                        constant.name(),
                        Tensor.ofReals(extents, constant.tensor().reals()));
    }
}
