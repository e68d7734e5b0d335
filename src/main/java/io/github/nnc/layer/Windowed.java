package io.github.nnc.layer;

import io.github.nnc.tensor.Shape;
import java.util.List;

/** A layer whose windows slide along the axes behind the channels. */
public interface Windowed extends Layer {

    /** The window along each of these axes of a shape that fits. */
    List<Window> windows(Shape input);
}
