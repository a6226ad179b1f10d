.DEFAULT_GOAL := help
.PHONY: help build test e2e format format-check bench quality demo-model

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build everything
	dotnet build

test: ## Install what the tests need and run all of them
	eng/install-test-tools.sh
	eng/test.sh

e2e: ## Run the end-to-end tests only: real processes, official SDKs
	eng/install-test-tools.sh
	eng/test.sh tests/EndToEnd

format: ## Format the code
	dotnet format

format-check: ## Fail where the code is not formatted
	dotnet format --verify-no-changes

bench: ## Measure speed against llama-server, all scenarios, 25 minutes (LLAMA_SERVER=path, else ../shared/peers)
	dotnet run --project bench -c Release

quality: ## Perplexity and KL of a GGUF under each compute (MODEL=path, TEXT=path: else the repository's documentation)
	dotnet run --project tools/ModelQuality -c Release -- $(MODEL) $(TEXT)

demo-model: ## Train models/demo/demo.gguf anew (half an hour and more; Debian's python3-torch)
	$(MAKE) -C tools/demo-model demo-model
