# make demo   sets everything up and shows the whole lesson          make check  all that CI runs
# make test   sets everything up and runs the tests                  make bench  measures, beside the peers where they are
# make kernel installs the notebook kernel (Docs/notebook.md)
.PHONY: demo test check bench docs kernel clean bootstrap

# Few tests at a time: those that wait for a server should not wait for those that train.
# And one thread for each: several that compute with all cores wait for one another.
test check: export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 4
test check: export OMP_NUM_THREADS ?= 1

demo: bootstrap
	swift build -c release --product fastai
	.build/release/fastai demo

test: bootstrap
	swift test

check: bootstrap
	scripts/check

bench: bootstrap
	swift build -c release --product fastai
	Benchmarks/compare
	Benchmarks/engines
	Benchmarks/loader ../shared/data/bears
	.build/release/fastai bench layers

kernel: bootstrap
	scripts/install-kernel

docs: bootstrap
	scripts/docs

clean:
	rm -rf .build .docs demo-out

bootstrap:
	@scripts/bootstrap
