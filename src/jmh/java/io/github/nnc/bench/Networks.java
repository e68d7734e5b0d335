package io.github.nnc.bench;

import io.github.nnc.support.SafetensorsReader;
import io.github.nnc.support.TensorData;
import io.github.nnc.tensor.Shape;
import io.github.nnc.weights.DataType;
import io.github.nnc.weights.SafetensorsWriter;
import io.github.nnc.weights.WeightTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** The networks that are timed, each as two files in a folder: the text and its weights. */
final class Networks {

    private static final Path SAMPLES = Path.of("samples");

    private Networks() {}

    /** The network of a name: a sample, or widths such as {@code 64-64-10}. */
    static DenseChain chain(String name) {
        switch (name) {
            case "cat_dog":
                return new DenseChain(name, List.of(3, 4, 2));
            case "iris":
                return new DenseChain(name, List.of(4, 8, 3));
            default:
                return DenseChain.of(
                        List.of(name.split("-")).stream().map(Integer::valueOf).toArray(Integer[]::new));
        }
    }

    /** Writes text and weights into a folder; a sample has its trained weights, any other net seeded ones. */
    static Path write(DenseChain chain, Path folder) throws IOException {
        Path weights = folder.resolve(chain.name() + ".safetensors");
        Path sample = SAMPLES.resolve(weights.getFileName());
        if (Files.exists(sample)) {
            Files.copy(sample, weights);
        } else {
            try (OutputStream out = Files.newOutputStream(weights)) {
                SafetensorsWriter.write(drawn(chain), DataType.F32, out);
            }
        }
        Path text = folder.resolve(chain.name() + ".nn");
        Files.writeString(text, chain.toText(weights.getFileName().toString()));
        return text;
    }

    static Collection<TensorData> weights(DenseChain chain, Path folder) throws IOException {
        return SafetensorsReader.read(folder.resolve(chain.name() + ".safetensors"), "");
    }

    private static List<WeightTensor> drawn(DenseChain chain) {
        Random random = new Random(chain.widths().hashCode());
        List<WeightTensor> tensors = new ArrayList<>();
        for (int layer = 0; layer < chain.layers(); layer++) {
            int in = chain.widths().get(layer);
            int out = chain.widths().get(layer + 1);
            tensors.add(
                    new WeightTensor(chain.weightName(layer), Shape.of(out, in), chain.drawn(layer, out * in, random)));
            tensors.add(new WeightTensor(chain.biasName(layer), Shape.of(out), chain.drawn(layer, out, random)));
        }
        return tensors;
    }
}
