# make demo   sets everything up and shows the whole lesson          make check  all that CI runs
# make test   sets everything up and runs the tests                  make bench  measures, beside the peers where they are
.PHONY: demo test check bench docs clean bootstrap

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

docs: bootstrap
	scripts/docs

clean:
	rm -rf .build .docs demo-out

bootstrap:
	@scripts/bootstrap
