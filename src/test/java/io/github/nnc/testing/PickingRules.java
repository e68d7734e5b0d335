package io.github.nnc.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Layers that add up or sort the numbers of a line, or find them by places that are computed. */
final class PickingRules {

    static final Map<String, Rule> RULES = Map.of(
            "cumsum", Rule.of(PickingRules::cumulativeSum),
            "gather", Rule.of(PickingRules::gather),
            "topk", PickingRules::largest);

    private PickingRules() {}

    private static Tensor cumulativeSum(Rule.Application at) {
        int axis = GeneralRules.position(
                at.arguments().optionalWhole("axis").orElse(-1), at.x().rank());
        boolean own = !at.arguments().flag("exclusive");
        boolean back = at.arguments().flag("reverse");
        Tensor result = at.result();
        for (int i = 0; i < result.data().length; i++) {
            int here = result.indices(i)[axis];
            int[] other = result.indices(i);
            for (int place = 0; place < at.x().shape()[axis]; place++) {
                other[axis] = place;
                if (place == here ? own : back == place > here) {
                    result.data()[i] += at.x().at(other);
                }
            }
        }
        return result;
    }

    private static Tensor gather(Rule.Application at) {
        Tensor ids = at.inputs().get(at.arguments().input("index").orElseThrow());
        int axis = GeneralRules.position(at.arguments().whole("axis"), at.x().rank());
        return GeneralRules.moved(at, indices -> {
            indices[axis] = (int) ids.at(indices.clone());
            return indices;
        });
    }

    private static List<Tensor> largest(Rule.Application at) {
        Tensor x = at.x();
        int axis = GeneralRules.position(at.arguments().optionalWhole("axis").orElse(-1), x.rank());
        double sign = at.arguments().flag("largest") ? -1 : 1;
        Tensor values = at.result();
        Tensor places = at.result();
        for (int i = 0; i < values.data().length; i++) {
            int[] indices = values.indices(i);
            int rank = indices[axis];
            List<Integer> sorted =
                    new ArrayList<>(IntStream.range(0, x.shape()[axis]).boxed().toList());
            sorted.sort(Comparator.comparingDouble(place -> {
                indices[axis] = place;
                return sign * x.at(indices);
            }));
            indices[axis] = sorted.get(rank);
            places.data()[i] = sorted.get(rank);
            values.data()[i] = x.at(indices);
        }
        return List.of(values, places);
    }
}
