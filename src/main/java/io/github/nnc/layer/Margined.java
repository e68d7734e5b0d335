package io.github.nnc.layer;

import io.github.nnc.tensor.Shape;
import java.util.List;

/** A layer that adds or leaves out what is around dimensions. */
public interface Margined extends Layer {

    /** How much, for each dimension of a shape that fits. */
    List<Padding.Sides> sides(Shape input);
}
