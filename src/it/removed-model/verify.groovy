def file = { String path -> new File(basedir, path) }
def log = file('build.log').text
assert log =~ /Compiled 2 network files: \d+ files written, 0 removed/
assert log =~ /Compiled 1 network file: 0 files written, [1-9]\d* removed/
assert file('target/generated-sources/nnc/com/example/Kept.java').isFile()
assert file('target/generated-sources/nnc/com/example/ByHand.java').isFile()
assert !file('target/generated-sources/nnc/com/example/old').exists()
def left = []
def resources = file('target/generated-resources/nnc')
if (resources.exists()) {
    resources.eachFileRecurse(groovy.io.FileType.FILES) { left << it.name }
}
assert !left.any { it.contains('CatDog') }
