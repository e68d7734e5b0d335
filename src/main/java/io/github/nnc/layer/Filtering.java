package io.github.nnc.layer;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** A layer of so many filters, each of which makes one channel of a sequence, an image or a volume. */
interface Filtering extends Layer {

    long channels();

    long groups();

    /** The lengths of the axes behind the channels; empty, and reported, where windows do not fit. */
    Optional<List<Extent>> lengths(Inference inference);

    @Override
    default Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    default List<TensorType> outputs(Inference inference) {
        if (!Spatial.required(inference)
                || !Spatial.channelsRequired(inference)
                || !Groups.fit(inference, groups(), inference.shape().extent(0).max(), channels())) {
            return List.of();
        }
        Optional<List<Extent>> lengths = lengths(inference);
        if (lengths.isEmpty()) {
            return List.of();
        }
        return List.of(TensorType.floats(Spatial.shape(Extent.of(channels()), lengths.get())));
    }
}
