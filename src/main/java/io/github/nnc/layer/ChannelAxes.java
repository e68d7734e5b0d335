package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Shape;

/** The demand of layers that treat each channel by itself: channels first, whatever lies behind them. */
final class ChannelAxes {

    private static final int MOST_RANK = 4;

    private ChannelAxes() {}

    /** Whether a fixed number of channels arrives, with up to three axes behind it; reported where not. */
    static boolean required(Inference inference) {
        if (!Floats.required(inference)) {
            return false;
        }
        Shape shape = inference.shape();
        if (shape.rank() == 0 || shape.rank() > MOST_RANK) {
            inference.reject(Diagnostic.of(
                    Code.WRONG_RANK,
                    inference.place(),
                    "`" + inference.place().text()
                            + "` needs a vector, or channels with one to three axes behind them, but receives "
                            + shape));
            return false;
        }
        return Spatial.channelsRequired(inference);
    }
}
