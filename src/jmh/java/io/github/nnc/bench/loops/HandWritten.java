package io.github.nnc.bench.loops;

import io.github.nnc.bench.contenders.Contender;
import io.github.nnc.bench.models.Checked;
import io.github.nnc.bench.models.Prepared;
import io.github.nnc.model.Model;
import io.github.nnc.weights.WeightFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Hand-written loops, for one sample or token after another. */
public final class HandWritten implements Contender {

    private final LoopNetwork network;
    private final int count;
    private final int inputSize;
    private final int outputSize;
    private final float[] outputs;
    private Object input = new float[0];

    /** @param count how many samples or tokens a run has */
    public HandWritten(Prepared prepared, int count) throws IOException {
        Model model = Checked.model(prepared.text());
        Map<String, float[]> weights = new HashMap<>();
        try (SeekableByteChannel channel = Files.newByteChannel(prepared.weights())) {
            WeightFile.tensors(WeightFile.read(channel, ""))
                    .forEach(tensor -> weights.put(tensor.path(), tensor.values));
        }
        network = new LoopNetwork(model, weights, count);
        this.count = count;
        inputSize = Checked.inputSize(model);
        outputSize = Checked.outputSize(model);
        outputs = new float[count * outputSize];
    }

    @Override
    public void fill(Object values) {
        input = values;
    }

    @Override
    public void run() {
        network.reset();
        for (int i = 0; i < count; i++) {
            if (input instanceof int[] ids) {
                network.forward(ids[i], outputs, i * outputSize);
            } else {
                network.forward((float[]) input, i * inputSize, outputs, i * outputSize);
            }
        }
    }

    @Override
    public float[] results() {
        return outputs.clone();
    }
}
