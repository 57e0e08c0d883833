package main

import (
	"context"
	"errors"
)

func (h harness) test(ctx context.Context, args []string) error { return errors.New("not yet") }
func (h harness) demo(ctx context.Context) error { return errors.New("not yet") }
