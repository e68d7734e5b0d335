package io.github.nnc.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All layers, in the order of the reference. */
public final class LayerCatalog {

    public static final List<LayerType> ALL = List.of(
            LearnedParameter.TYPE,
            Dense.TYPE,
            Conv.TYPE,
            Depthwise.TYPE,
            ConvTranspose.TYPE,
            MaxPool.TYPE,
            AvgPool.TYPE,
            AdaptiveAvgPool.TYPE,
            GlobalMaxPool.TYPE,
            GlobalAvgPool.TYPE,
            Pad.TYPE,
            Crop.TYPE,
            Upsample.TYPE,
            PixelShuffle.TYPE,
            PixelUnshuffle.TYPE,
            BatchNorm.TYPE,
            InstanceNorm.TYPE,
            GroupNorm.TYPE,
            LayerNorm.TYPE,
            RmsNorm.TYPE,
            LocalResponseNorm.TYPE,
            PRelu.TYPE,
            Normalize.TYPE,
            Denormalize.TYPE,
            Flatten.TYPE,
            Reshape.TYPE,
            Transpose.TYPE,
            Permute.TYPE,
            Squeeze.TYPE,
            Unsqueeze.TYPE,
            Slice.TYPE,
            Mean.TYPE,
            Sum.TYPE,
            Max.TYPE,
            Min.TYPE,
            First.TYPE,
            Last.TYPE,
            Clip.TYPE,
            Abs.TYPE,
            Exp.TYPE,
            Log.TYPE,
            Sqrt.TYPE,
            Argmax.TYPE,
            Dropout.TYPE,
            Identity.TYPE,
            Embedding.TYPE,
            OneHot.TYPE,
            TokenPosition.TYPE,
            Attention.TYPE,
            Glu.TYPE,
            SwiGlu.TYPE,
            Rnn.TYPE,
            Lstm.TYPE,
            Gru.TYPE,
            Linear.TYPE,
            Relu.TYPE,
            Relu6.TYPE,
            LeakyRelu.TYPE,
            Elu.TYPE,
            Selu.TYPE,
            Celu.TYPE,
            Gelu.TYPE,
            Silu.TYPE,
            Mish.TYPE,
            Sigmoid.TYPE,
            Tanh.TYPE,
            HardSigmoid.TYPE,
            HardSwish.TYPE,
            HardTanh.TYPE,
            Softplus.TYPE,
            Softsign.TYPE,
            Softmax.TYPE,
            LogSoftmax.TYPE,
            Add.TYPE,
            Sub.TYPE,
            Mul.TYPE,
            Div.TYPE,
            Pow.TYPE,
            Maximum.TYPE,
            Minimum.TYPE,
            Concat.TYPE,
            Matmul.TYPE);

    private static final Map<String, LayerType> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(LayerType::name, type -> type));

    private LayerCatalog() {}

    public static Optional<LayerType> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
