package io.github.nnc.testing;

import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lengths that one call decides, taken from its inputs as the generated class takes them from its arrays. */
public record Lengths(Map<Extent, Long> symbols) {

    public Lengths {
        symbols = Map.copyOf(symbols);
    }

    static Lengths of(Model model, List<Tensor> inputs) {
        Map<Extent, Long> symbols = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = model.inputs().get(i).value().type().shape();
            for (int d = 0; d < shape.rank(); d++) {
                if (!shape.extent(d).isFixed()) {
                    symbols.put(shape.extent(d), (long) inputs.get(i).shape()[d]);
                }
            }
        }
        return new Lengths(symbols);
    }

    public int of(Extent extent) {
        return Math.toIntExact(extent.isFixed() ? extent.max() : symbols.get(extent));
    }

    public int[] of(Shape shape) {
        return shape.extents().stream().mapToInt(this::of).toArray();
    }
}
