package io.github.nnc.testing;

import static io.github.nnc.testing.Family.ANY;
import static io.github.nnc.testing.Family.CHANNELS;
import static io.github.nnc.testing.Family.IDS;
import static io.github.nnc.testing.Family.IMAGE;
import static io.github.nnc.testing.Family.TOKENS;
import static io.github.nnc.testing.Family.VECTOR;
import static io.github.nnc.testing.Family.VOLUME;

import java.util.List;
import java.util.stream.Stream;

/**
 * The vocabulary of random networks: for each layer how it may be used, one line or several. What makes numbers large
 * or loses their digits stands behind something that keeps them apart from where it does.
 */
final class RandomLayers {

    /** A use of a layer where a value of the family arrives. */
    record Line(String layer, Family family, RandomTemplate template) {}

    private static final List<Line> WORKING = List.of(
            line("dense", VECTOR, "dense ${| bias=false}@"),
            line("dense", TOKENS, "dense ${| bias=false}@"),
            line("parameter", VECTOR, "add < | p#: parameter (%) std=0.5 >"),
            line("parameter", IMAGE, "add < | p#: parameter (%) >; tanh"),
            line("embedding", IDS, "embedding {4|8}"),
            line("one_hot", IDS, "one_hot"),
            line("one_hot", VECTOR, "dense 6; t#: topk 2; from t#.indices; one_hot; flatten; tanh"),
            line("position", TOKENS, "position{| 16| sinusoidal}"),
            line(
                    "attention",
                    TOKENS,
                    "attention {2|4}{| causal| bias=false| causal kv_heads=1| head_size=3| scale=0.5 head_size=2}"),
            line("attention", TOKENS, "attention {1|2} rotary={half|interleaved}{| causal| base=100 kv_heads=1}"),
            line("attention", TOKENS, "m#: tanh; dense {4|8}; attention 2{| head_size=4| bias=false} memory=m#"),
            line(
                    "attention",
                    TOKENS,
                    "a#: tanh; m#: matmul < | transpose; tanh >; from a#; attention 2{| causal} mask=m#"),
            line(
                    "attention",
                    TOKENS,
                    "a#: tanh; m#: mean axis=1; sub < | max keepdim >; h#: identity; from a#; attention 2 mask=h#"),
            line("attention", TOKENS, "attention 2 causal carry context=48{| rotary=half| kv_heads=1| bias=false}"),
            line("position", TOKENS, "position 48{| sinusoidal} carry"),
            line("glu", VECTOR, "glu"),
            line("glu", TOKENS, "glu{| axis=-1| axis=1}"),
            line("glu", IMAGE, "glu axis=0"),
            line("swiglu", TOKENS, "swiglu"),
            line("swiglu", CHANNELS, "swiglu axis=0"),
            line("matmul", TOKENS, "matmul < tanh | transpose; tanh >"),
            line("matmul", VECTOR, "matmul < unsqueeze 1; tanh | unsqueeze 0; tanh >"),
            line("matmul", IMAGE, "matmul < permute 0,2,1; tanh | mean axis=0 >; tanh"),
            line("matmul", VECTOR, "matmul < tanh | unsqueeze 1; tanh >"));

    private static final List<Line> WINDOWS = List.of(
            line(
                    "conv",
                    CHANNELS,
                    "conv {4|8} {1|3|2}{| padding=same| padding=causal| padding=1 stride=2| dilation=2| groups=4|"
                            + " groups=2 bias=false| padding=2x0}@"),
            line(
                    "conv",
                    IMAGE,
                    "conv {4|8} {3|2x3|1}{| padding=same| padding=causal| padding=1 stride=2| padding=1x2 stride=1x2|"
                            + " padding=1x0x2x1| dilation=2| groups=2| groups=4 bias=false}@"),
            line("conv", IMAGE, "conv {4|8|16} 5 padding={1|2|same}@"),
            line("conv", VOLUME, "conv 4 {2|1x2x3}{| padding=1| stride=2| groups=4| padding=same}@"),
            line(
                    "maxpool",
                    CHANNELS,
                    "maxpool {2|3}{| stride=1| padding=1| dilation=2| ceil_mode| padding=same stride=1}"),
            line("maxpool", IMAGE, "maxpool {2|2x3|3}{| stride=2| stride=1x2| padding=1| dilation=2| ceil_mode}"),
            line("maxpool", VOLUME, "maxpool {2|1x2x2}{| stride=1| ceil_mode}"),
            line(
                    "avgpool",
                    CHANNELS,
                    "avgpool {2|3}{| stride=1| padding=1| ceil_mode| padding=1 count_include_pad=false| dilation=2}"),
            line(
                    "avgpool",
                    IMAGE,
                    "avgpool {2|2x3|3}{| stride=2| stride=1x2| padding=1| padding=1 count_include_pad=false|"
                            + " ceil_mode| dilation=2 padding=1 ceil_mode}"),
            line("avgpool", VOLUME, "avgpool {2|1x2x2}{| stride=1| ceil_mode}"));

    private static final List<Line> SAMPLING = List.of(
            line("depthwise", CHANNELS, "depthwise {1|3}{| padding=same| padding=causal| multiplier=2| bias=false}@"),
            line(
                    "depthwise",
                    IMAGE,
                    "depthwise {3|1x2}{| padding=1 stride=2| multiplier=2| dilation=2| padding=same}@"),
            line(
                    "conv_transpose",
                    CHANNELS,
                    "conv_transpose {4|2} {2|3}{| stride=2| stride=2 output_padding=1| padding=1| groups=2|"
                            + " dilation=2 bias=false}@"),
            line(
                    "conv_transpose",
                    IMAGE,
                    "conv_transpose 4 {2|2x3|3}{| stride=2 padding=1| stride=1x2| padding=1x0x2x1| groups=4|"
                            + " stride=2 padding=same| dilation=2}@"),
            line("conv_transpose", VOLUME, "conv_transpose 2 2{| stride=2| padding=1}"),
            line("adaptive_avgpool", CHANNELS, "adaptive_avgpool {1|3|4}"),
            line("adaptive_avgpool", IMAGE, "adaptive_avgpool {1|3|2x4}"),
            line("global_maxpool", CHANNELS, "global_maxpool"),
            line("global_maxpool", IMAGE, "global_maxpool"),
            line("global_avgpool", CHANNELS, "global_avgpool"),
            line("global_avgpool", IMAGE, "global_avgpool"),
            line("pad", CHANNELS, "pad {1|2x1|right=2} {constant|reflect|replicate|circular}"),
            line("pad", IMAGE, "pad {2|1x2|1x0x0x2|top=1 left=2} {constant|reflect|replicate|circular|value=0.5}"),
            line("pad", TOKENS, "pad 1x0 {axis=1|circular axis=-1|value=0.5 axis=1}"),
            line("pad", VECTOR, "pad {1|2x3} {axis=0|reflect axis=0|replicate axis=-1}"),
            line("pad", VOLUME, "pad {1|front=1 back=2} {constant|reflect|replicate}"),
            line("crop", CHANNELS, "crop {1|1x2|left=2}"),
            line("crop", IMAGE, "crop {1|1x2|1x0x1x2|top=1 right=2}"),
            line(
                    "upsample",
                    CHANNELS,
                    "upsample {2|1.5|size=5|size=24} {mode=nearest|mode=linear|mode=linear align_corners}"),
            line(
                    "upsample",
                    IMAGE,
                    "upsample {2|1.5|size=7x3|0.5} {mode=nearest|mode=linear|mode=linear align_corners|mode=cubic|"
                            + "mode=cubic antialias|mode=linear antialias}"),
            line("upsample", VOLUME, "upsample {2|size=3x4x5} {mode=nearest|mode=linear}"),
            line("pixel_shuffle", IMAGE, "pixel_shuffle 2"),
            line("pixel_unshuffle", IMAGE, "upsample size=6x4; pixel_unshuffle 2"));

    /** Windows and norms over any number of tokens, each a place of channels x length. */
    private static final List<Line> STREAMS = List.of(
            line("conv", TOKENS, "transpose; conv {4|8} {1|3} padding={same|causal}@; transpose"),
            line("depthwise", TOKENS, "transpose; depthwise 3 padding=1; batchnorm; transpose"),
            line("maxpool", TOKENS, "transpose; maxpool 3 stride=1 padding=1; transpose"),
            line("avgpool", TOKENS, "transpose; avgpool 3 stride=1 padding=1; transpose"),
            line("groupnorm", TOKENS, "transpose; groupnorm 2 eps=0.01; transpose"),
            line("lrn", TOKENS, "transpose; lrn 3 0.25; transpose"),
            line("global_avgpool", TOKENS, "transpose; global_avgpool"),
            line("global_maxpool", TOKENS, "transpose; global_maxpool"));

    private static final List<Line> NORMS = List.of(
            line("batchnorm", VECTOR, "dense 8; batchnorm{| eps=0.01| affine=false}@"),
            line("batchnorm", CHANNELS, "batchnorm{| eps=0.01| affine=false}@"),
            line("batchnorm", IMAGE, "batchnorm{| eps=0.01| affine=false}@"),
            line("instancenorm", CHANNELS, "instancenorm{| eps=0.01| affine}"),
            line("instancenorm", IMAGE, "instancenorm{| eps=0.01| affine}"),
            line("groupnorm", CHANNELS, "groupnorm {1|2|4}{| eps=0.01| affine=false}@"),
            line("groupnorm", IMAGE, "groupnorm {1|2|4}{| eps=0.01| affine=false}@"),
            line("layernorm", VECTOR, "layernorm{| eps=0.01| bias=false}@"),
            line("layernorm", TOKENS, "layernorm{| eps=0.01| elementwise_affine=false| axis=1}"),
            line("layernorm", IMAGE, "layernorm axis={0|1}"),
            line("rmsnorm", VECTOR, "rmsnorm eps=0.001"),
            line("rmsnorm", TOKENS, "rmsnorm eps=0.001{| elementwise_affine=false| axis=1}"),
            line("lrn", IMAGE, "lrn {2|3|5}{| alpha=0.5 beta=0.5 k=2}"),
            line("lrn", CHANNELS, "lrn 3 0.25"),
            line("prelu", ANY, "prelu"),
            line("prelu", IMAGE, "prelu (in)"),
            line("normalize", VECTOR, "dense 4; normalize mean=0.1,-0.2,0.3,0.4 std=1,2,0.5,1.5"),
            line("normalize", TOKENS, "dense 2; normalize mean=0.1,-0.2 std=1,2 axis=1"),
            line("normalize", IMAGE, "normalize 0.25 0.5"),
            line("denormalize", VECTOR, "denormalize mean=0.5 std=2"),
            line("denormalize", IMAGE, "conv 2 1; denormalize mean=0.5,-1 std=2,0.25"));

    private static final String READING =
            "{| layers=2| bidirectional| bias=false| sequences=false| carry| layers=2 carry| layers=2 bidirectional}";

    private static final List<Line> RECURRENT = List.of(
            line("rnn", TOKENS, "rnn {2|4}" + READING),
            line("rnn", TOKENS, "rnn 3 nonlinearity=relu{| carry}"),
            line("lstm", TOKENS, "lstm {2|4}" + READING),
            line("lstm", TOKENS, "r#: lstm 3{| layers=2| carry}; concat axis=1 < from r#.h | from r#.c >"),
            line("gru", TOKENS, "gru {2|4}" + READING),
            line("lstm", TOKENS, "lstm 3 peepholes{| bidirectional| layers=2| carry| bias=false}"),
            line("gru", TOKENS, "gru 3 reset_after=false{| bidirectional| layers=2| carry| bias=false}"),
            line("rnn", TOKENS, "a#: identity; mean; dense 3; unsqueeze 0; h#: tanh; from a#; rnn 3 h0=h#"),
            line("gru", TOKENS, "r#: gru 3 2; tanh; gru 3 layers=2 h0=r#.h"),
            line(
                    "lstm",
                    TOKENS,
                    "r#: lstm 3 bidirectional; tanh; lstm 3{ h0=r#.h| c0=r#.c| h0=r#.h c0=r#.c} bidirectional"),
            line("gru", TOKENS, "r#: gru 3{| bidirectional| carry}; from r#.h; tanh"));

    private static final List<Line> MOVING = List.of(
            line("flatten", CHANNELS, "flatten"),
            line("flatten", IMAGE, "flatten"),
            line("reshape", VECTOR, "reshape {2x?|?x4|1x4x?|2x?x1}"),
            line("reshape", TOKENS, "reshape (% x 1)"),
            line("transpose", TOKENS, "transpose"),
            line("transpose", IMAGE, "transpose"),
            line("permute", IMAGE, "permute {2,0,1|0,2,1|-1,-2,-3}"),
            line("permute", VOLUME, "permute axes=3,1,0,2"),
            line("permute", TOKENS, "permute 1,0"),
            line("squeeze", VECTOR, "unsqueeze {0|1}; tanh; squeeze"),
            line("squeeze", TOKENS, "reshape (1 x % x 1); squeeze axis={0|-1|0,3|-1,0}"),
            line("unsqueeze", ANY, "unsqueeze {0|1|-1}"),
            line("slice", VECTOR, "slice {1|end=3|start=-2|0 4 step=2|-4 -1|step=-1|5 1 step=-3|-90 90}"),
            line("slice", TOKENS, "slice {end=1|start=-1|start=2 axis=1|-3 -1 axis=-1|0 3 1 2|step=-1|step=-2 axis=1}"),
            line("slice", IMAGE, "slice {1|end=-1|start=-3 axis=1|axis=2 step=2|1 4 axis=1|-1 -4 2 -1}"),
            line("index_select", VECTOR, "index_select {2,0,1,3|3,3|-1|0,2,2}"),
            line("index_select", TOKENS, "index_select {0|0,0,0|1,0,2,3 axis=1|-1,-2,0 axis=-1}"),
            line("index_select", IMAGE, "index_select {3,1,0,2|1,0 axis=1|-1,0,2,2 axis=2}"),
            line("tile", VECTOR, "tile {2|1|2x1|2x3}"),
            line("tile", TOKENS, "tile {2|1x3|2x1x1}"),
            line("tile", IMAGE, "tile {2x1x1|1x2|2}; tanh"),
            line("concat", VECTOR, "concat{| axis=0} < | dense {2|4} >"),
            line("concat", TOKENS, "concat axis={1|-1} < tanh | dense {2|4} | >"),
            line("concat", IMAGE, "concat < | tanh >"),
            line("dropout", ANY, "dropout{| 0.25| p=0.1}"),
            line("identity", ANY, "identity"));

    private static final List<Line> REDUCING = Stream.of("mean", "sum", "max", "min")
            .flatMap(name -> Stream.of(
                    line(name, VECTOR, name + "{| keepdim| axis=0}"),
                    line(name, TOKENS, name + "{| axis=1| axis=0 keepdim| axis=0,1| -1 keepdim}; tanh"),
                    line(name, IMAGE, name + " {0|axis=1,2|2,0 keepdim|axis=-1}; tanh")))
            .toList();

    private static final List<Line> FOLDING = List.of(
            line("prod", VECTOR, "tanh; mul 0.2; add 1; prod{| keepdim}; tanh"),
            line("prod", TOKENS, "tanh; mul 0.2; add 1; prod{| axis=1| axis=0 keepdim| 0,1}; tanh"),
            line("prod", IMAGE, "tanh; mul 0.2; add 1; prod {0|axis=1,2|-1 keepdim}; tanh"),
            line("logsumexp", VECTOR, "logsumexp{| keepdim}"),
            line("logsumexp", TOKENS, "logsumexp{| axis=1| axis=0 keepdim| 0,1}; tanh"),
            line("logsumexp", IMAGE, "logsumexp {0|axis=1,2|-1 keepdim}; tanh"));

    private static final List<Line> PICKING = List.of(
            line("first", TOKENS, "first"),
            line("last", TOKENS, "last"),
            line("argmax", VECTOR, "dense 5; argmax"),
            line("argmax", TOKENS, "dense 5; argmax{| axis=0| axis=-1}"),
            line("topk", VECTOR, "topk {1|3|2 axis=0|4 largest=false}"),
            line("topk", TOKENS, "dense 5; topk {2|5|3 axis=-1|1 largest=false}; tanh"),
            line("topk", IMAGE, "t#: topk 1 axis={0|1|2}; tanh"),
            line("topk", VECTOR, "a#: dense 6; t#: topk 3{| largest=false}; from a#; gather index=t#.indices"),
            line("gather", VECTOR, "a#: dense 4; dense 15; reshape 5x3; i#: argmax; from a#; gather index=i#"),
            line(
                    "gather",
                    TOKENS,
                    "a#: dense 4; t#: topk 2{| largest=false}; from a#; tanh; gather index=t#.indices axis=1"),
            line("cumsum", VECTOR, "cumsum{| axis=0| exclusive| reverse| reverse exclusive}; tanh"),
            line("cumsum", TOKENS, "cumsum axis={0|1|0 exclusive|0 reverse|-1 exclusive reverse}; tanh"),
            line("cumsum", IMAGE, "cumsum axis={0|1|2 exclusive|-1 reverse|-2 exclusive reverse}; tanh"),
            line("softmax", VECTOR, "softmax"),
            line("softmax", TOKENS, "softmax{| axis=0| axis=1}"),
            line("softmax", IMAGE, "softmax axis={0|1|-1}"),
            line("log_softmax", TOKENS, "log_softmax{| axis=0| axis=1}"),
            line("log_softmax", VECTOR, "log_softmax"));

    private static final List<Line> MAPPING = List.of(
            line("clip", ANY, "clip {-0.5 0.75|min=-0.25|max=0.5|0 0}"),
            line("abs", ANY, "abs"),
            line("exp", ANY, "hard_tanh; exp"),
            line("log", ANY, "clip 0.25 4; log"),
            line("sqrt", ANY, "clip min=0.0625; sqrt"),
            line("pow", ANY, "hard_tanh min_val=0.5 max_val=2; pow {2|3|-1|0.5|-1.5}"),
            line("pow", ANY, "tanh; pow {2|3}"),
            line("add", ANY, "add {0.5|-1|-0.25}"),
            line("sub", ANY, "sub {0.5|-1|2}"),
            line("mul", ANY, "mul {0.125|-1|1.5}"),
            line("div", ANY, "div {8|-2|0.75}"),
            line("maximum", ANY, "maximum {0|-0.5}"),
            line("minimum", ANY, "minimum {0|0.5}"),
            line("sin", ANY, "tanh; mul 3; sin"),
            line("cos", ANY, "tanh; mul 3; cos"),
            line("erf", ANY, "erf"),
            line("floor", ANY, "tanh; mul 2.3; add 0.2; floor"),
            line("ceil", ANY, "tanh; mul 2.3; add 0.2; ceil"),
            line("round", ANY, "tanh; mul 2.3; round"),
            line("sign", ANY, "tanh; add 0.0123; sign"),
            line("threshold", ANY, "tanh; threshold {0.3 -1|-0.2 0.5}"),
            line("greater", ANY, "tanh; greater {0.3|-0.4}"),
            line("greater", ANY, "tanh; greater < sub 0.3 | mul 0.5 >"),
            line("greater_equal", ANY, "tanh; greater_equal {0.3|-0.4}"),
            line("less", ANY, "tanh; less {0.3|-0.4}"),
            line("less_equal", ANY, "tanh; less_equal < sub 0.3 | mul 0.5 >"),
            line("equal", ANY, "tanh; round; equal {0|1|-1}"),
            line("not_equal", ANY, "tanh; round; not_equal {0|1|-1}"),
            line("where", ANY, "where < tanh; greater 0.3 | | mul 2 >"),
            line("where", IMAGE, "where < tanh; mean axis=0 keepdim; less 0.1 | | mul 0.5 >; tanh"),
            line("masked_fill", ANY, "a#: tanh; less 0.3; m#: identity; from a#; masked_fill mask=m# value={0|-2.5}"),
            line("linear", ANY, "linear"),
            line("relu", ANY, "relu"),
            line("relu6", ANY, "relu6"),
            line("leaky_relu", ANY, "leaky_relu{| 0.2| negative_slope=0.3}"),
            line("elu", ANY, "elu{| alpha=0.5}"),
            line("selu", ANY, "selu"),
            line("celu", ANY, "celu{| alpha=2.5}"),
            line("gelu", ANY, "gelu{| approximate=tanh}"),
            line("silu", ANY, "silu"),
            line("mish", ANY, "mish"),
            line("sigmoid", ANY, "sigmoid"),
            line("tanh", ANY, "tanh"),
            line("hard_sigmoid", ANY, "hard_sigmoid"),
            line("hard_swish", ANY, "hard_swish"),
            line("hard_tanh", ANY, "hard_tanh{| min_val=-2 max_val=0.5}"),
            line("softplus", ANY, "softplus{| beta=2| beta=0.5 threshold=3.25}"),
            line("softsign", ANY, "softsign"));

    /** Activations that take no arguments as words. */
    private static final List<Line> WORDS = Stream.of(RandomActivations.WORDS)
            .map(word -> line(word, TOKENS, "dense $ " + word))
            .toList();

    static final List<Line> ALL = Stream.of(
                    WORKING, WINDOWS, SAMPLING, STREAMS, NORMS, RECURRENT, MOVING, REDUCING, FOLDING, PICKING, MAPPING,
                    WORDS)
            .flatMap(List::stream)
            .toList();

    private RandomLayers() {}

    private static Line line(String layer, Family family, String template) {
        return new Line(layer, family, new RandomTemplate(template));
    }
}
