import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';

export class ElementReferenceBody {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  key?: string | null;

  @IsOptional()
  @IsInt()
  id?: number | null;
}

/** What the provider returned to the caller's own callback; other members that it may hold have no use here. */
export class ProviderDataBody {
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  code?: string | null;
}

/** The body of POST, PATCH and PUT. What is absent or null is not said; what POST cannot do without is checked apart. */
export class InstanceBody {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ElementReferenceBody)
  element?: ElementReferenceBody | null;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  name?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(1000, { each: true })
  tags?: string[] | null;

  /** Dotted key to value. Which keys and values are known depends on the element, so they are read apart. */
  @IsOptional()
  @IsObject()
  configuration?: Record<string, unknown> | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ProviderDataBody)
  providerData?: ProviderDataBody | null;

  @IsOptional()
  @IsIn(['none', 'initial'])
  externalAuthentication?: 'none' | 'initial' | null;
}
