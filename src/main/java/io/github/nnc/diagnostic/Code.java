package io.github.nnc.diagnostic;

import static io.github.nnc.diagnostic.Severity.WARNING;

/**
 * The catalogue of all diagnostics. NN0 is text and syntax, NN1 names and arguments, NN2 shapes, NN3 structure,
 * NN4 weights, NN5 generated code, NN6 ONNX files. A code keeps its number for ever.
 */
public enum Code {
    FILE_NOT_FOUND("NN001", "A file cannot be read", "The file does not exist, or may not be read."),
    FILE_TOO_LARGE("NN002", "A source file is too large", "A source file has at most 1 MiB."),
    NESTED_TOO_DEEP(
            "NN003",
            "Bodies or parentheses are nested too deep",
            "`<` and `(` nest at most 100 deep. Name the inner part as a `block` and call it."),
    FORMULA_TOO_LONG(
            "NN004", "A formula is too long", "A formula has at most 1000 operators. Split it into constants."),
    NOT_UTF8("NN005", "A file is not text in UTF-8", "Sources and lists of labels are text in UTF-8."),
    UNEXPECTED("NN010", "Something else is expected here", "The message says what may stand at this place."),
    UNTERMINATED_STRING("NN011", "A string does not end in its line", "A string stands in double quotes on one line."),
    UNTERMINATED_COMMENT(
            "NN012",
            "A comment is not closed",
            "A comment that begins with `/*` ends with `*/`; comments do not nest."),
    STRAY_CHARACTER(
            "NN013",
            "A character is no part of the language",
            "Outside of strings and comments a file has ASCII letters, digits, `_` and the signs"
                    + " `< > | ; : , = ( ) + - * / . ?` only."),
    MALFORMED_NUMBER(
            "NN014",
            "A number is written wrongly",
            "A float has digits on both sides of its point or an exponent; sizes with names stand in parentheses,"
                    + " `(3 x k)` or `(1..n)`."),
    LITERAL_OUT_OF_RANGE(
            "NN015",
            "A number is out of range",
            "An integer has at most 100 digits, a size or the end of a range is below 2^63, and a float is within"
                    + " the range of a double."),
    UNKNOWN_ESCAPE(
            "NN016",
            "A string has an unknown escape",
            "The escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u` with four hexadecimal digits."),
    BODY_NOT_CLOSED(
            "NN017",
            "A body is not closed",
            "Every `<` needs its `>`. Which one is missing is judged by the indentation."),
    BODY_NOT_OPENED("NN018", "A `>` closes nothing", "Every `>` needs its `<`."),
    OUTSIDE_OF_MODEL(
            "NN019",
            "A statement stands outside of every body",
            "Only `import`, `const`, `block` and `model` stand at the top of a file."),
    EXPECTED_VALUE(
            "NN020", "A value is missing", "A number, a name, a string, a shape, a range or a formula is expected."),
    EXPECTED_NAME("NN021", "A name is missing", "A name has ASCII letters, digits and `_`, and begins with a letter."),
    MISSING_SEPARATOR(
            "NN022", "A `;` is missing", "Statements are separated by `;`; an `import` and a `const` end with it."),
    FORMULA_WITHOUT_PARENTHESES(
            "NN023", "A formula stands outside of parentheses", "Write formulas in parentheses: `dense (4 * w)`."),
    PARENTHESIS_NOT_CLOSED("NN024", "A parenthesis is not closed", "Every `(` needs its `)` in the same statement."),
    EXPECTED_STATEMENT(
            "NN025",
            "A statement is expected",
            "A statement is a layer or a block with its arguments, or a body in `<` and `>`; a label with `:` may"
                    + " precede it."),
    EXPECTED_BODY("NN026", "A body is missing", "The layers of a model or a block stand between `<` and `>`."),
    RESERVED_WORD(
            "NN027",
            "A word of the language cannot be a name here",
            "`import`, `const`, `block`, `model` and `x` may be labels, and name nothing else."),
    COMMA_BETWEEN_ARGUMENTS(
            "NN028", "A comma stands between arguments", "Arguments are separated by spaces; commas make a list."),
    MISSING_SPACE("NN029", "A space is missing", "Arguments are separated by spaces."),
    UNKNOWN_NAME(
            "NN101",
            "No layer, block or statement has this name",
            "A statement begins with the name of a block of this file, of an imported block, of a layer, or of a"
                    + " statement."),
    UNKNOWN_ARGUMENT(
            "NN102",
            "A name before `=` is not an argument here",
            "Nothing that is written is ignored, so an argument must be one that the layer, block or statement takes."),
    UNKNOWN_WORD(
            "NN103",
            "A word means nothing here",
            "A bare word is a parameter, a constant, `in`, a label, or a word of the layer, in this order."),
    UNKNOWN_LABEL(
            "NN104",
            "No value has this label",
            "A label is visible in its own scope and inside it; from outside a path names the scopes on the way to"
                    + " it."),
    LABEL_LATER(
            "NN105",
            "A label is used before its statement",
            "Values flow from top to bottom: a statement can use the labels above it only."),
    MISSING_ARGUMENT(
            "NN106",
            "A required argument is missing",
            "Arguments without a default must be given, by position or by name."),
    TOO_MANY_ARGUMENTS(
            "NN107",
            "There are more arguments than parameters",
            "Positional arguments fill the parameters in their documented order, and none may be left over."),
    DUPLICATE_ARGUMENT("NN108", "An argument is given twice", "Each argument is given once, by position or by name."),
    WRONG_KIND(
            "NN109",
            "An argument is of the wrong kind",
            "Each argument takes one kind of value: a number, a size, a word, a text."),
    OUT_OF_RANGE(
            "NN110",
            "A number is outside the range that is allowed",
            "The documentation of each argument gives its range."),
    COMMAS(
            "NN111",
            "A list stands where single arguments are expected",
            "Arguments are separated by spaces; commas make one list of several values."),
    MISSING_SEMICOLON(
            "NN112",
            "A `;` is missing between two statements",
            "Where an argument is the name of a layer, the `;` before it was forgotten."),
    ACTIVATION_ARGUMENTS(
            "NN113",
            "An activation with arguments stands as a word",
            "After a layer an activation is a bare word; with arguments it is a statement of its own."),
    DUPLICATE_DECLARATION(
            "NN114",
            "Two declarations have the same name",
            "Blocks, models, constants and the parameters of a block each need names of their own."),
    DUPLICATE_LABEL(
            "NN115", "Two statements of one scope have the same label", "A label names one value of its scope."),
    DUPLICATE_MODULE(
            "NN116",
            "Two layers would have the same name in a weight file",
            "A block call that stands alone in its `< >` adds nothing to the names inside; a label keeps them apart."),
    LABEL_LIKE_NUMBERED(
            "NN117",
            "A label equals the name of an unlabelled layer",
            "Unlabelled layers are named by kind and number, `dense1`; a label must not be equal to such a name of its"
                    + " scope."),
    HIDDEN_NAME(
            "NN118",
            WARNING,
            "A name hides another one",
            "A block of the file comes before an imported one, and both before layers and statements of the same"
                    + " name."),
    UNKNOWN_CONSTANT(
            "NN119",
            "A name in an expression is neither parameter nor constant",
            "An expression sees the parameters of its block, the counters of its repetitions, the constants of its"
                    + " file, and `in`."),
    DIVISION_REMAINDER(
            "NN120", "A division of whole numbers leaves a remainder", "Sizes are exact: nothing is rounded silently."),
    DIVISION_BY_ZERO("NN121", "A division by zero", "The divisor of an expression is zero."),
    NUMBER_TOO_LARGE("NN122", "A number is too large", "Whole numbers have at most 63 bits, others must be finite."),
    NOT_A_NUMBER(
            "NN123",
            "A value in an expression is not a number",
            "Arithmetic takes numbers; lengths that vary, texts and labels have none."),
    EMPTY_RANGE("NN124", "A range ends before it begins", "Both ends of a range belong to it, the smaller one first."),
    IN_UNKNOWN(
            "NN125",
            "`in` has no value here",
            "`in` is the number of features that arrive: an image's channels, otherwise the last dimension, where it"
                    + " is fixed."),
    IMPORT_CYCLE(
            "NN126", "Files import each other in a circle", "A file cannot import itself, not even by way of others."),
    NO_SUCH_LIBRARY(
            "NN127", "There is no standard library of this name", "Files are imported by a path in double quotes."),
    REPETITION(
            "NN128",
            "A path does not name a repetition that exists",
            "Repetitions are numbered from 0: `enc.3.skip` is one of them, `enc.*.skip` all of them."),
    NOT_REUSABLE(
            "NN129",
            "Only layers and groups can be applied again",
            "`reuse` applies a labelled layer, block call, repetition or group once more, with the same weights."),
    MISPLACED_QUESTION_MARK("NN130", "A `?` stands where no size can be inferred", "Only `reshape` infers a size."),
    NO_SUCH_TENSOR(
            "NN131",
            "A layer has no tensor of this name",
            "`weight=fc.weight` names a tensor of the layer on the left, then a label and one of the tensors that its"
                    + " layer learns."),
    CONSTANT_LATER("NN132", "A constant uses a constant below it", "Constants are computed from top to bottom."),
    ARGUMENT_WITHOUT_EFFECT(
            "NN133",
            "An argument would have no effect",
            "Another argument of the layer must be given first, or this one dropped."),
    ARGUMENTS_CLASH(
            "NN134",
            "Two arguments of a layer exclude each other",
            "Each is right by itself; the message says why they are not right together."),
    WRONG_RANK("NN203", "A layer receives a value with the wrong number of dimensions", "Reshape it first."),
    LENGTH_NOT_FIXED(
            "NN204", "A layer needs a fixed length, but the length varies", "Reduce over the varying length first."),
    IDS_NOT_NUMBERS("NN205", "A layer that computes receives ids", "Embed the ids first."),
    SHAPES_DIFFER(
            "NN206",
            "Values that are joined do not fit each other",
            "Shapes must be equal, or fit as the join says; a dimension of 1 stretches, nothing else."),
    NO_SUCH_AXIS(
            "NN207",
            "A value does not have the axis that is named",
            "Axes count from 0 without the batch; negative ones count from the last, which is -1."),
    AXIS_MISSING(
            "NN208",
            "A layer must be told along which axis it works",
            "Where a value has several dimensions that could be meant, `axis=` says which."),
    ELEMENTS_DIFFER(
            "NN209",
            "A value cannot have the shape that is written",
            "`reshape` keeps every number: both shapes must have as many."),
    SIZE_NOT_INFERRED(
            "NN210",
            "A `?` cannot be inferred",
            "One dimension of `reshape` may be `?`: what the others leave of the numbers, without a remainder."),
    NOT_DIVISIBLE(
            "NN211",
            "A dimension cannot be divided into equal parts",
            "Heads, groups and halves need a number that divides the dimension without a remainder."),
    NUMBERS_NOT_IDS(
            "NN212",
            "A layer that looks up ids receives numbers",
            "`input n tokens=100`, `argmax` and `topk` give ids: whole numbers below a known bound."),
    SHAPE_ASSERTION(
            "NN220",
            "A value does not have the asserted shape",
            "`shape` compares the value that arrives with what is written."),
    SHARED_SHAPE(
            "NN221",
            "A shared tensor does not have the shape that is needed",
            "Layers that share weights must need them in the same shape, or in its transpose where `transposed` is"
                    + " said. A value that stands for a tensor must have the shape of the tensor."),
    LABEL_COUNT(
            "NN222",
            "There are not as many labels as values",
            "`labels` names the entries of the last dimension, one by one."),
    VARYING_LABELS(
            "NN223",
            "Labels need a last dimension of fixed length",
            "`labels` names the entries of the last dimension, one by one."),
    SIZES_FOR_AXES(
            "NN230",
            "An argument has sizes for another number of axes",
            "One number serves all axes behind the channels; otherwise there is one for each of them."),
    WINDOW_TOO_LARGE(
            "NN231",
            "A window is larger than what it slides over",
            "The kernel, dilation included, must fit into the input and what is added around it."),
    MIXED_READINGS(
            "NN240",
            WARNING,
            "A matrix is made as channels x length and taken as tokens x features, or the other way",
            "Dense layers, attention and recurrent layers have a row for each token, convolutions and pools a row for"
                    + " each channel; `transpose` turns one into the other."),
    NOTHING_ARRIVES(
            "NN301",
            "A layer stands where no value arrives",
            "A chain begins with `input`, or continues a label with `from`."),
    NO_INPUT("NN302", "A model has no input", "Every model has at least one `input`."),
    NO_OUTPUT("NN303", "A model computes nothing", "An output is a value that a layer computed."),
    UNUSED_VALUE("NN304", WARNING, "A value reaches no output", "What no output depends on is not needed."),
    RECURSION(
            "NN305",
            "A block calls itself",
            "Blocks are written out where they are called, which must come to an end."),
    TOO_DEEP(
            "NN306",
            "Blocks and bodies are nested too deeply",
            "Blocks, groups and repetitions may be nested 200 deep, calls included."),
    TOO_MANY_STATEMENTS(
            "NN307",
            "A model is too long when it is written out",
            "Repetitions and blocks may be written out to 100,000 statements."),
    BODY_REQUIRED("NN308", "A body is missing", "`repeat` and `residual` apply to what stands in `< >`."),
    BODY_UNEXPECTED("NN309", "A body stands where none is taken", "Only `repeat`, `residual` and joins take `< >`."),
    BRANCHES("NN310", "Several branches stand where one is expected", "Only a join brings several branches together."),
    JOIN_OPERANDS(
            "NN311",
            "A join does not have the values that it takes",
            "A join takes the current value and a label, or a body of several branches; some take a number instead."),
    MISPLACED_STATEMENT(
            "NN312",
            "A statement stands where it has no meaning",
            "`input`, `output`, `labels` and `weights` belong to the model itself."),
    REPEATED_STATEMENT(
            "NN313",
            "A statement is given twice",
            "A model has one `output`, one `weights`, and one `labels` for each output."),
    WILDCARD(
            "NN314",
            "A path of several values stands where one is expected",
            "`enc.*.skip` is several values: only a join's branch may be `from` such a path, and nothing else."),
    LABELS_WITHOUT_OUTPUT(
            "NN315",
            "Labels name the entries of a value that is no output",
            "Only the entries of an output have names in Java."),
    UNLABELLED_INPUT(
            "NN316",
            "One of several inputs has no label",
            "Several inputs become parameters in Java, which need names."),
    LABEL_WITHOUT_VALUE(
            "NN317",
            "A statement that makes no value has a label",
            "A label names a value; `output`, `labels`, `weights` and `shape` make none."),
    BAD_LABELS(
            "NN318",
            "A list of labels is not one",
            "Each entry of an output has a name of its own, which is not empty."),
    WEIGHTS_UNREADABLE(
            "NN401",
            "A weight file cannot be read",
            "The file does not exist, or may not be read. Its path is relative to the file that names it."),
    WEIGHTS_DAMAGED(
            "NN402",
            "A weight file is damaged or cut off",
            "The file contradicts itself or ends too early. Copy or write it again."),
    WEIGHTS_TYPE(
            "NN403",
            "A weight file, or a tensor in it, is of an unsupported type",
            "Weights are read from safetensors and npz, as floats of 16, 32 or 64 bits, or bfloat16."),
    WEIGHTS_DUPLICATE(
            "NN404", "A weight file has two tensors of the same name", "Nothing tells which of the two is meant."),
    WEIGHTS_CLAIM(
            "NN405",
            "A weight file claims to be larger than anything that can be loaded",
            "A tensor has at most 2,147,483,647 values; a compressed file unpacks to at most a hundred times its"
                    + " size."),
    TENSOR_MISSING(
            "NN411",
            "The weight file lacks a tensor of the model",
            "Names are matched scope by scope: equal names first, then the file's numbered modules in numeric order."),
    TENSOR_EXTRA(
            "NN412",
            "The weight file has tensors that the model does not expect",
            "Weights that would be left out are a sign that file and model do not belong together."),
    TENSOR_SHAPE(
            "NN413",
            "A tensor in the weight file has another shape than the model needs",
            "Shapes must be equal, but for ones at their ends."),
    TENSOR_NOT_FINITE(
            "NN414",
            "A tensor in the weight file has a value that is not a finite float",
            "NaN and infinity, also by rounding a double, make every result meaningless."),
    MODULE_COUNT(
            "NN415",
            "The weight file has more or fewer numbered modules than the model has layers left",
            "Modules are matched by number only where there are as many of them as layers: nothing is guessed."),
    TENSOR_DIFFERS(
            "NN416",
            "Two tensors that the model shares differ in the weight file",
            "Where a file holds both of two shared tensors, they must be equal."),
    JAVA_RESERVED(
            "NN501",
            "A name means something else in Java",
            "The generated class needs names that are neither words of Java nor members of the class."),
    JAVA_COLLISION(
            "NN502",
            "Two names become the same in Java",
            "Names are turned into the spelling of Java, where different ones can become equal."),
    TENSOR_TOO_LARGE(
            "NN503",
            "A tensor is too large to compile",
            "A Java array has at most 2,147,483,647 elements. Such a model can be checked and counted."),
    WEIGHTS_TOO_LARGE(
            "NN504",
            "The weights are too large to bundle",
            "A bundled file has at most 2 GiB, and so has an ONNX file. A class can load weights from a path instead."),
    TOO_MANY_LABELS(
            "NN505",
            "There are too many labels for a Java enum",
            "The labels of an output become an enum in Java, which holds 2,048 of them."),
    LENGTHS_UNDECIDED(
            "NN506",
            "An array does not tell the lengths of an input",
            "The length of an array decides one length that varies, not two at once."),
    TOO_MANY_ARRAYS(
            "NN507",
            "There are too many inputs and outputs for a Java method",
            "A Java method takes at most 255 parameters; each input and output takes two, its array and an index."),
    ONNX_UNREADABLE(
            "NN601",
            "A file is none of ONNX, or damaged",
            "The file was cut off, is too large, or holds something else. Copy or export it again."),
    ONNX_VERSION(
            "NN602",
            "An ONNX file is of a version that is not known",
            "Files of IR version 3 to 13 are read, with operators of the default set up to version 25."
                    + " `onnx.version_converter` of Python converts others."),
    ONNX_GRAPH(
            "NN603",
            "The graph of an ONNX file is broken",
            "Every value has a name and one maker, every operator reads what comes from somewhere, none waits for"
                    + " itself."),
    ONNX_TENSOR(
            "NN604",
            "A tensor of an ONNX file is broken",
            "A tensor has a known type, lengths of 0 or more, and exactly as many values as they ask for."),
    ONNX_EXTERNAL_DATA(
            "NN605",
            "Values beside an ONNX file cannot be used",
            "A tensor may have its values in another file, which must be in the model's folder or below and as long"
                    + " as the tensor needs."),
    ONNX_PART(
            "NN606",
            "An ONNX file uses a part of the format that is not read",
            "Sparse tensors, segments of tensors, and functions of the model that call themselves or need another"
                    + " version of the operators are not read."),
    ONNX_UNSUPPORTED(
            "NN611",
            "An ONNX file has parts that layers cannot say",
            "Everything that stands in the way is listed at once. `nnc ops` lists the operators that can be imported."),
    ONNX_OPEN_DIMENSION(
            "NN612",
            "An ONNX file leaves the length of a dimension open",
            "A dimension with a name is the batch, or it must be said how long it may be."),
    ONNX_NO_SUCH_INPUT(
            "NN613", "An input that is fixed does not exist", "Only inputs of the ONNX file can be given a constant."),
    ONNX_NO_SUCH_DIMENSION(
            "NN614",
            "A dimension whose length is said does not exist",
            "Lengths are given to dimensions of the inputs by the names that the ONNX file has for them."),
    TENSOR_BY_EXAMPLE(
            "NN621",
            "A tensor differs from example to example, but an ONNX operator takes one for all",
            "A value that depends on an input may stand for a tensor of a layer. An operator of ONNX takes such a"
                    + " tensor once for all examples of a batch, so that only a file for one example can hold the"
                    + " network.");

    private final String id;
    private final Severity severity;
    private final String title;
    private final String explanation;

    Code(String id, String title, String explanation) {
        this(id, Severity.ERROR, title, explanation);
    }

    Code(String id, Severity severity, String title, String explanation) {
        this.id = id;
        this.severity = severity;
        this.title = title;
        this.explanation = explanation;
    }

    /** The stable name that users see, {@code NN203}. */
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** One line for the page of codes. */
    public String title() {
        return title;
    }

    /** Why it is an error and what to do, in one or two sentences. */
    public String explanation() {
        return explanation;
    }
}
