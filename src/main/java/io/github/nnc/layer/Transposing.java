package io.github.nnc.layer;

import io.github.nnc.tensor.Shape;
import java.util.List;

/** A layer that spreads values along the axes behind the channels. */
public interface Transposing extends Layer {

    /** The filter along each of these axes of a shape that fits. */
    List<TransposedWindow> windows(Shape input);
}
