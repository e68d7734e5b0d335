package io.github.nnc.operators;

import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code RotaryEmbedding}: pairs of features of queries and keys are turned by angles that grow with the place, whose
 * cosines and sines are given.
 */
final class Turning {

    private final OperatorCall call;
    private final Layers layers;
    private final boolean interleaved;

    private Turning(OperatorCall call) {
        this.call = call;
        this.layers = call.layers();
        this.interleaved = call.flag("interleaved", false);
    }

    static Operand of(OperatorCall call) {
        return new Turning(call).turned();
    }

    private Operand turned() {
        long heads = call.whole("num_heads", 0);
        Operand x = call.input(0);
        List<Long> shape = layers.fixed(x, "what arrives");
        boolean flat = shape.size() == 3;
        if (flat && heads == 0) {
            throw new Unsupported("attribute `num_heads` is missing");
        }
        // batch, places, heads and features
        Operand laid = flat
                ? dimensions(x, List.of(shape.get(1), heads, shape.get(2) / heads))
                : layers.permute(x, List.of(0, 2, 1, 3));
        long features = layers.fixed(laid, "what arrives").get(3);
        long written = call.whole("rotary_embedding_dim", 0);
        long turning = written == 0 ? features : written;
        Operand cosines = layers.unsqueeze(angles(1), 2);
        Operand sines = layers.unsqueeze(angles(2), 2);
        Operand first = half(laid, turning, 0);
        Operand second = half(laid, turning, 1);
        Operand real = layers.join("sub", layers.join("mul", first, cosines), layers.join("mul", second, sines));
        Operand imaginary = layers.join("add", layers.join("mul", first, sines), layers.join("mul", second, cosines));
        List<Operand> parts = new ArrayList<>(List.of(paired(real, imaginary)));
        if (turning < features) {
            parts.add(layers.slice(laid, 3, turning, features, 1));
        }
        Operand result = layers.concat(parts, 3);
        return flat
                ? dimensions(result, List.of(shape.get(1), shape.get(2)))
                : layers.permute(result, List.of(0, 2, 1, 3));
    }

    /** Cosines or sines of each example and place. */
    private Operand angles(int input) {
        return call.has(3) ? GatherRules.rows(layers, call.input(input), call.input(3)) : call.input(input);
    }

    private Operand half(Operand x, long turning, int which) {
        return interleaved
                ? layers.slice(x, 3, which, turning, 2)
                : layers.slice(x, 3, which * turning / 2, (which + 1) * turning / 2, 1);
    }

    private Operand paired(Operand real, Operand imaginary) {
        if (!interleaved) {
            return layers.concat(List.of(real, imaginary), 3);
        }
        Operand pairs = layers.concat(List.of(layers.unsqueeze(real, 4), layers.unsqueeze(imaginary, 4)), 4);
        List<Long> extents = layers.fixed(pairs, "what arrives");
        return dimensions(pairs, List.of(extents.get(1), extents.get(2), 2 * extents.get(3)));
    }

    /** Other dimensions behind the leading one. */
    private Operand dimensions(Operand x, List<Long> behind) {
        List<Optional<Extent>> all =
                new ArrayList<>(List.of(Optional.of(layers.extents(x).get(0))));
        behind.forEach(extent -> all.add(Optional.of(Extent.of(extent))));
        return new Reshaping(layers, x).to(all);
    }
}
